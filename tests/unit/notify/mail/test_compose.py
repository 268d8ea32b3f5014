"""Mails, before anybody sends them."""

from datetime import UTC, datetime
from email.message import EmailMessage
from html import unescape
from uuid import UUID

import pytest

from tests.unit.notify.test_texts import EVERY, EVERYTHING
from tts_contracts.notifications import NotificationType
from tts_notify.mail.compose import Recipient, compose, message_id, thread
from tts_notify.texts import Text, render_text

SENDER = "TTS <support@tts.example>"
PREFERENCES = "http://localhost:1000/settings/notifications"
DATE = datetime(2026, 11, 23, 10, tzinfo=UTC)


def mail_to(
    full_name: str = "Ann Lee", email: str = "ann@tts.example", language: str = "en", body: str = ""
) -> EmailMessage:
    return compose(
        SENDER,
        Recipient(email, full_name, language),
        Text("A subject", body or "A body"),
        message_id="<1@tts.example>",
        date=DATE,
        link="http://localhost:1000/ticket/TX1",
        preferences=PREFERENCES,
    )


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    text: str = found.get_content()
    return text


def test_a_mail_says_the_same_as_text_and_as_html() -> None:
    mail = mail_to()
    for kind in ("plain", "html"):
        text = part(mail, kind)
        assert "Ann Lee" in text
        assert "A body" in text
        assert "http://localhost:1000/ticket/TX1" in text


def test_a_mail_greets_in_the_recipient_s_language() -> None:
    for kind in ("plain", "html"):
        assert "Guten Tag Ann Lee" in part(mail_to(language="de"), kind)


def test_what_people_wrote_is_text_and_never_html() -> None:
    html = part(mail_to(full_name="<b>Ann</b>", body="<script>alert(1)</script>"), "html")
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_a_name_cannot_add_a_header() -> None:
    mail = mail_to(full_name="Ann\r\nBcc: evil@example.com")
    assert mail["Bcc"] is None
    assert mail["To"] == '"Ann Bcc: evil@example.com" <ann@tts.example>'


@pytest.mark.parametrize("email", ["ann", "ann@tts.example\r\nBcc: evil@example.com"])
def test_an_address_that_is_none_is_refused(email: str) -> None:
    with pytest.raises(ValueError, match=r"no domain|CR or LF"):
        mail_to(email=email)


def test_a_mail_says_when_and_that_a_machine_sent_it() -> None:
    mail = mail_to()
    assert mail["Date"].datetime == DATE
    assert mail["From"] == SENDER
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_delivery_has_one_message_id() -> None:
    delivery = UUID("01a20749-7257-73b3-8c23-04cd8416211b")
    assert message_id(delivery, SENDER) == f"<{delivery}@tts.example>"


def test_mails_on_one_ticket_are_one_thread() -> None:
    mail = mail_to()
    thread(mail, "TX1", SENDER)
    assert mail["References"] == mail["In-Reply-To"] == "<ticket-TX1@tts.example>"


def test_a_notification_says_where_to_get_fewer() -> None:
    mail = mail_to()
    assert mail["List-Unsubscribe"] == (
        f"<{PREFERENCES}>, <mailto:support@tts.example?subject=unsubscribe>"
    )
    for kind in ("plain", "html"):
        assert PREFERENCES in part(mail, kind)


def test_a_mail_about_the_account_cannot_be_switched_off() -> None:
    mail = compose(
        SENDER,
        Recipient("ann@tts.example", "Ann Lee", "en"),
        Text("A subject", "A body"),
        message_id="<1@tts.example>",
        date=DATE,
    )
    assert mail["List-Unsubscribe"] is None
    for kind in ("plain", "html"):
        assert "choose" not in part(mail, kind)


@pytest.mark.parametrize(("type_", "language"), EVERY)
def test_every_type_has_both_bodies_in_every_language(
    type_: NotificationType, language: str
) -> None:
    greeting = {"en": "Hello", "de": "Guten Tag"}[language]
    text = render_text(type_, language, "UTC", {**EVERYTHING, "ticket": "TX1"})
    mail = mail_to(language=language, body=text.body)
    for kind in ("plain", "html"):
        shown = part(mail, kind)
        assert f"{greeting} Ann Lee" in shown
        for line in text.body.splitlines():
            assert line in unescape(shown)
