"""Makes mails; pure, so that the same delivery always makes the same mail."""

import re
from datetime import datetime
from email.charset import BASE64, Charset
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from uuid import UUID

import msgspec

from tts_kit.texts import EMAIL, isolated
from tts_notify.texts import ENVIRONMENT, Text, language_of

_address = re.compile(EMAIL)
#: What stands for itself in a header; `=?` begins a word that is encoded.
_ASCII = re.compile(r"(?!.*=\?)[!-~]([ -~]*[!-~])?")
#: Characters of a header that are left on one line.
_LINE = 60
_BASE64 = Charset("utf-8")
_BASE64.header_encoding = BASE64
#: A server need not take anything else.
_POLICY = SMTP.clone(cte_type="7bit")


class Unmailable(Exception):
    """No mail can be made for this address; the text says why."""


class Recipient(msgspec.Struct, frozen=True):
    """Whom a mail is for."""

    email: str
    full_name: str
    language: str


class Mail(msgspec.Struct, frozen=True):
    """A mail as a server takes it: from whom, to whom, and its bytes."""

    sender: str
    recipient: str
    content: bytes


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
    ticket: str | None = None,
    link: str | None = None,
    preferences: str | None = None,
) -> Mail:
    """A mail as plain text and HTML, with links to what it is about and to where one gets fewer.

    Mails on one ticket are shown as one thread. Raises `Unmailable`.
    """
    if not _address.fullmatch(recipient.email):
        raise Unmailable("the address is none that mail can be sent to")
    name = " ".join(recipient.full_name.split())
    our_name, our_address = parseaddr(sender)
    headers = {
        "From": _mailbox(our_name, our_address),
        "To": _mailbox(name, recipient.email),
        "Subject": _literal(text.subject),
        "Date": format_datetime(date),
        "Message-ID": message_id,
        # Automatic answers must not answer this (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    if ticket:
        root = f"<ticket-{ticket}@{_domain(sender)}>"
        headers |= {"In-Reply-To": root, "References": root}
    if preferences:
        # RFC 2369.
        unsubscribe = f"mailto:{our_address}?subject=unsubscribe"
        headers["List-Unsubscribe"] = f"<{preferences}>, <{unsubscribe}>"
    head = "".join(f"{header}: {value}\r\n" for header, value in headers.items())
    context = {
        "subject": text.subject,
        "body": text.body,
        "full_name": isolated(name),
        "link": link,
        "preferences": preferences,
    }
    body = _body(language_of(recipient.language), context)
    return Mail(our_address, recipient.email, head.encode("ascii") + body)


def _body(language: str, context: dict[str, str | None]) -> bytes:
    """The parts of the mail below its own headers."""
    made = EmailMessage(_POLICY)
    made.set_content(ENVIRONMENT.get_template(f"{language}/layout.txt").render(context))
    html = ENVIRONMENT.get_template(f"{language}/layout.html").render(context)
    made.add_alternative(html, subtype="html")
    return made.as_bytes()


def _mailbox(name: str, address: str) -> str:
    """One mailbox, whatever the name looks like."""
    if not name:
        return address
    if _ASCII.fullmatch(name):
        quoted = name.replace("\\", r"\\").replace('"', r"\"")
        return f'"{quoted}" <{address}>'
    return f"{_encoded(name)} <{address}>"


def _literal(text: str) -> str:
    """Text that a reader of the header gets as it is, whatever it looks like."""
    return text if len(text) <= _LINE and _ASCII.fullmatch(text) else _encoded(text)


def _encoded(text: str) -> str:
    """In words of RFC 2047.

    Written here, as `EmailMessage` takes such words in a text for the encoding of another one, and
    folds long names without their quotes.
    """
    return Header(text, _BASE64, maxlinelen=75).encode(linesep="\r\n")


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]
