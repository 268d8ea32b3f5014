"""Mails, before anybody sends them."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import getaddresses
from html import unescape
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.notify.test_texts import EVERY, EVERYTHING
from tts_contracts.notifications import NotificationType
from tts_notify.mail.compose import Mail, Recipient, Unmailable, compose, message_id
from tts_notify.texts import Text, render_text

SENDER = "TTS <support@tts.example>"
PREFERENCES = "http://localhost:1000/settings/notifications"
DATE = datetime(2026, 11, 23, 10, tzinfo=UTC)


HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "In-Reply-To",
    "References",
    "List-Unsubscribe",
    "MIME-Version",
    "Content-Type",
]
#: What has been taken for syntax of headers somewhere.
ODD = [
    "VPN =?utf-8?q?=0D=0AReply-To:_thief=40evil.example=0D=0AX-Rest:?= drops",
    "=?utf-8?b?DQoNCkJvZHk=?=",
    "=?utf-8?q?=0D=0ABcc:_x=40evil.example?=",
    "=?iso-8859-1?q?caf=E9?= =?x?y?z?=",
    "Estrada, Elena Maria Theodora Gonzalez de la Vega y Ramirez of the Budget Department",
    'Ann "the fixer" <root@evil.example>, Bob',
    "Ann (x) : ; @ [1] \\",
    "Größe · 東京 \N{ROCKET} " * 6,
    "x" * 200,
    "a b " * 50,
    "?= =?",
]


def composed(
    full_name: str = "Ann Lee",
    email: str = "ann@tts.example",
    language: str = "en",
    body: str = "",
    subject: str = "A subject",
) -> Mail:
    return compose(
        SENDER,
        Recipient(email, full_name, language),
        Text(subject, body or "A body"),
        message_id="<1@tts.example>",
        date=DATE,
        ticket="TX1",
        link="http://localhost:1000/ticket/TX1",
        preferences=PREFERENCES,
    )


def mail_to(
    full_name: str = "Ann Lee", email: str = "ann@tts.example", language: str = "en", body: str = ""
) -> EmailMessage:
    return read(composed(full_name, email, language, body))


def read(mail: Mail) -> EmailMessage:
    """The mail as its reader's program has it."""
    return message_from_bytes(mail.content, policy=policy.default)


def raw(mail: Mail) -> Message:
    """The mail as an older program has it."""
    return message_from_bytes(mail.content)


def assert_literal(mail: Mail, name: str, subject: str) -> None:
    """Just our headers, with the name and the subject as they are."""
    assert raw(mail).keys() == HEADERS
    assert read(mail).keys() == HEADERS
    for decoded in (read(mail)["Subject"], make_header(decode_header(raw(mail)["Subject"]))):
        assert str(decoded) == subject
    (address,) = read(mail)["To"].addresses
    # Older Pythons put a space between two encoded words of a name.
    assert address.display_name.replace(" ", "") == name.replace(" ", "")
    assert address.addr_spec == "ann@tts.example"
    ((phrase, spec),) = getaddresses([raw(mail)["To"]])
    assert str(make_header(decode_header(phrase))) == name
    assert spec == mail.recipient == "ann@tts.example"
    assert all(len(line) <= 998 for line in mail.content.split(b"\r\n"))


@pytest.mark.parametrize("odd", ODD)
def test_what_people_wrote_is_a_header_s_text_and_never_a_header(odd: str) -> None:
    line = " ".join(odd.split())
    assert_literal(composed(full_name=odd, subject=line), line, line)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1))
@example("\ufeff")
@example("Elena\u202e")
def test_any_name_and_subject_arrives_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    if line:
        assert_literal(composed(full_name=line, subject=line), line, line)


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
    (address,) = mail["To"].addresses
    assert address.display_name == "Ann Bcc: evil@example.com"


@pytest.mark.parametrize(
    "email",
    [
        "ann",
        "ann@tts.example\r\nBcc: evil@example.com",
        "ann@tts.example\n",
        "elena(x)@tts.example",
        "a..b@x.example",
        "a,b@x.example",
        "a<b>@x.example",
    ],
)
def test_an_address_that_is_none_is_refused(email: str) -> None:
    with pytest.raises(Unmailable):
        mail_to(email=email)


def test_a_name_turns_nothing_of_the_greeting() -> None:
    mail = mail_to(full_name="Elena\u202e\u2069")
    for kind in ("plain", "html"):
        assert "Hello \u2068Elena\u202e\u2069," in part(mail, kind)


def test_a_mail_says_when_and_that_a_machine_sent_it() -> None:
    mail = mail_to()
    assert mail["Date"].datetime == DATE
    assert mail["From"].addresses[0].addr_spec == "support@tts.example"
    assert mail["From"].addresses[0].display_name == "TTS"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_delivery_has_one_message_id() -> None:
    delivery = UUID("01a20749-7257-73b3-8c23-04cd8416211b")
    assert message_id(delivery, SENDER) == f"<{delivery}@tts.example>"


def test_mails_on_one_ticket_are_one_thread() -> None:
    mail = mail_to()
    assert mail["References"] == mail["In-Reply-To"] == "<ticket-TX1@tts.example>"


def test_a_notification_says_where_to_get_fewer() -> None:
    mail = mail_to()
    assert mail["List-Unsubscribe"] == (
        f"<{PREFERENCES}>, <mailto:support@tts.example?subject=unsubscribe>"
    )
    for kind in ("plain", "html"):
        assert PREFERENCES in part(mail, kind)


def test_a_mail_about_the_account_cannot_be_switched_off() -> None:
    made = compose(
        SENDER,
        Recipient("ann@tts.example", "Ann Lee", "en"),
        Text("A subject", "A body"),
        message_id="<1@tts.example>",
        date=DATE,
    )
    mail = read(made)
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
