"""Makes mails; pure, so that the same delivery always makes the same mail."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from uuid import UUID

import msgspec

from tts_notify.texts import ENVIRONMENT, Text, language_of


class Recipient(msgspec.Struct, frozen=True):
    """Whom a mail is for."""

    email: str
    full_name: str
    language: str


def message_id(delivery_id: UUID, sender: str) -> str:
    """The Message-ID of a delivery, the same at every attempt."""
    return f"<{delivery_id}@{_domain(sender)}>"


def compose(
    sender: str,
    recipient: Recipient,
    text: Text,
    *,
    message_id: str,
    date: datetime,
    link: str | None = None,
    preferences: str | None = None,
) -> EmailMessage:
    """A mail as plain text and HTML, with links to what it is about and to where one gets fewer.

    Raises `ValueError` for an address that no mail can have.
    """
    mail = EmailMessage()
    mail["From"] = sender
    name = " ".join(recipient.full_name.split())
    mail["To"] = Address(name, addr_spec=recipient.email)
    mail["Subject"] = text.subject
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = message_id
    # Automatic answers must not answer this (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    language = language_of(recipient.language)
    context = {
        "subject": text.subject,
        "body": text.body,
        "full_name": name,
        "link": link,
        "preferences": preferences,
    }
    mail.set_content(ENVIRONMENT.get_template(f"{language}/layout.txt").render(context))
    html = ENVIRONMENT.get_template(f"{language}/layout.html").render(context)
    mail.add_alternative(html, subtype="html")
    if preferences:
        # RFC 2369.
        unsubscribe = f"mailto:{parseaddr(sender)[1]}?subject=unsubscribe"
        mail["List-Unsubscribe"] = f"<{preferences}>, <{unsubscribe}>"
    return mail


def thread(mail: EmailMessage, ticket: str, sender: str) -> None:
    """Have mail clients show all mails on a ticket as one thread."""
    root = f"<ticket-{ticket}@{_domain(sender)}>"
    mail["In-Reply-To"] = root
    mail["References"] = root


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]
