"""Mails are sent, once as a rule and never fewer, and nobody waits for them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import msgspec
import pytest
from aiosmtplib.errors import SMTPException
from jinja2 import TemplateNotFound
from prometheus_client import REGISTRY
from sqlalchemy import select, text

from tasks.notify import apply_address, send_account_mail, send_mail
from tests.factories_notify import make_address, make_fact
from tests.integration.notify.smtp import MailServer, mail_server
from tests.integration.notify.worker import Worker
from tts_contracts.notifications import SECRET_PURPOSE, AccountMail, MailDue
from tts_kit import clock
from tts_kit.ids import uuid7
from tts_kit.sealing import seal
from tts_kit.settings import Settings
from tts_notify.deliveries.errors import StillLeased
from tts_notify.deliveries.models import Delivery
from tts_notify.mail.smtp import mailer_of
from tts_notify.notifications.models import Notification
from tts_notify.notifications.service import NotificationService


@pytest.fixture
async def smtp() -> AsyncIterator[MailServer]:
    """A mail server."""
    async with mail_server() as server:
        yield server


@pytest.fixture
async def worker(settings: Settings, smtp: MailServer) -> AsyncIterator[Worker]:
    """A worker that sends by the mail server."""
    worker = Worker(settings, smtp)
    yield worker
    await mailer_of(worker.database).close()
    await worker.database.close()
    await worker.database.redis.aclose()
    await worker.presence.close()


@pytest.fixture
async def reader(worker: Worker) -> UUID:
    """A person whose address is known."""
    account = uuid7()
    state = make_address(account, email="ann@tts.example", full_name="Ann Lee", kind="employee")
    await worker.perform(apply_address, state)
    return account


@pytest.fixture
async def due(worker: Worker, reader: UUID) -> MailDue:
    """A mail to the reader."""
    return await worker.tell(make_fact(reader, ticket="TX20261123000777"))


def plain(mail: EmailMessage) -> str:
    """The mail's text."""
    body = mail.get_body(("plain",))
    assert body is not None
    content: str = body.get_content()
    return content


@contextmanager
def counted(**expected: float) -> Iterator[None]:
    """Fail unless just these attempts were counted meanwhile."""

    def told() -> dict[str, float]:
        return {
            result: REGISTRY.get_sample_value("tts_mail_deliveries_total", {"result": result}) or 0
            for result in ("sent", "skipped", "failed", "refused")
        }

    before = told()
    yield
    assert told() == {name: value + expected.get(name, 0) for name, value in before.items()}


async def test_a_mail_names_the_ticket_and_links_to_it(
    worker: Worker, smtp: MailServer, due: MailDue
) -> None:
    await worker.perform(send_mail, due)
    (mail,) = smtp.mails
    assert mail["To"] == "Ann Lee <ann@tts.example>"
    assert mail["Subject"] == "TX20261123000777 is assigned to you: Laptop broken"
    assert "http://localhost:5173/ticket/TX20261123000777" in plain(mail)
    assert mail["References"] == "<ticket-TX20261123000777@tts.example>"
    preferences = "http://localhost:5173/settings/notifications"
    assert preferences in plain(mail)
    assert mail["List-Unsubscribe"].startswith(f"<{preferences}>")
    delivery = await worker.delivery(due)
    assert (delivery.state, delivery.attempts, delivery.error) == ("sent", 1, None)
    assert delivery.message_id == mail["Message-ID"]


async def test_a_coordinator_s_mail_leads_to_the_helpdesk(
    worker: Worker, smtp: MailServer, reader: UUID
) -> None:
    state = make_address(reader, revision=2, kind="staff", systems=["hdts"])
    await worker.perform(apply_address, state)
    await worker.perform(send_mail, await worker.tell(make_fact(reader, ticket="TX1")))
    (mail,) = smtp.mails
    assert "http://localhost:5173/ticket/TX1" in plain(mail)


async def test_a_mail_needs_no_notification_in_the_app(
    worker: Worker, smtp: MailServer, reader: UUID, due: MailDue
) -> None:
    async with worker.database.transaction() as session:
        told = select(Notification.id).filter_by(account_id=reader)
        service = NotificationService(session)
        await service.remove(reader, (await session.scalars(told)).one())
    await worker.perform(send_mail, due)
    (mail,) = smtp.mails
    assert mail["Subject"] == "TX20261123000777 is assigned to you: Laptop broken"


async def test_a_mail_due_twice_is_sent_once(
    worker: Worker, smtp: MailServer, due: MailDue
) -> None:
    message_id = uuid7()
    await worker.perform(send_mail, due, message_id)
    await worker.perform(send_mail, due, message_id)
    await worker.perform(send_mail, due)
    assert len(smtp.mails) == 1


async def test_a_crash_before_the_mark_sends_again_under_the_same_message_id(
    worker: Worker, smtp: MailServer, due: MailDue
) -> None:
    assert send_mail.before is not None
    await send_mail.before(worker.database, due)
    with pytest.raises(StillLeased):
        await worker.perform(send_mail, due)
    with clock.at(clock.now() + timedelta(minutes=3)):
        await worker.perform(send_mail, due)
    first, second = smtp.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert (await worker.delivery(due)).state == "sent"


async def test_two_at_once_send_one(worker: Worker, smtp: MailServer, due: MailDue) -> None:
    outcomes = await asyncio.gather(
        worker.perform(send_mail, due), worker.perform(send_mail, due), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "StillLeased"]
    assert len(smtp.mails) == 1


async def test_what_the_server_does_not_take_for_now_is_tried_again(
    worker: Worker, smtp: MailServer, due: MailDue
) -> None:
    smtp.answer = lambda _: "451 Try again later"
    with counted(failed=1), pytest.raises(SMTPException):
        await worker.perform(send_mail, due)
    failed = await worker.delivery(due)
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert "Try again later" in (failed.error or "")
    smtp.answer = lambda _: "250 OK"
    with counted(sent=1):
        await worker.perform(send_mail, due)
    sent = await worker.delivery(due)
    assert (sent.state, sent.attempts, sent.error) == ("sent", 2, None)


@pytest.mark.parametrize("refusal", ["recipient", "content"])
async def test_what_the_server_refuses_for_good_is_a_failure_and_not_tried_again(
    worker: Worker, smtp: MailServer, due: MailDue, refusal: str
) -> None:
    if refusal == "recipient":
        smtp.refused = "550 No such user"
    else:
        smtp.answer = lambda _: "554 Not this one"
    with counted(refused=1):
        await worker.perform(send_mail, due)
    delivery = await worker.delivery(due)
    assert delivery.state == "failed"
    assert (delivery.error or "").startswith("SMTP")


async def test_what_people_wrote_adds_nothing_to_a_mail(
    worker: Worker, smtp: MailServer, reader: UUID
) -> None:
    evil = "=?utf-8?q?=0D=0ABcc:_thief=40evil.example?="
    subject = "VPN =?utf-8?q?=0D=0AReply-To:_thief=40evil.example=0D=0A=0D=0ABody?= drops"
    await worker.perform(
        apply_address, make_address(reader, revision=2, full_name=evil, email="ann@tts.example")
    )
    fact = make_fact(reader, ticket="TX1", data={"subject": subject})
    await worker.perform(send_mail, await worker.tell(fact))
    (mail,) = smtp.mails
    assert mail["Subject"] == f"TX1 is assigned to you: {subject}"
    (mailbox,) = mail["To"].addresses
    assert (mailbox.display_name, mailbox.addr_spec) == (evil, "ann@tts.example")
    assert {"Reply-To", "Bcc", "X-Rest"}.isdisjoint(mail.keys())
    assert plain(mail).startswith(f"Hello {evil}")
    assert smtp.recipients == ["ann@tts.example"]


@pytest.mark.parametrize("email", ["a..b@x.example", "a,b@x.example", "elena(x)@tts.example"])
async def test_a_mail_that_cannot_be_composed_is_final_at_once(
    worker: Worker, smtp: MailServer, reader: UUID, email: str
) -> None:
    await worker.perform(apply_address, make_address(reader, revision=2, email=email))
    due = await worker.tell(make_fact(reader))
    with counted(refused=1):
        await worker.perform(send_mail, due)
    delivery = await worker.delivery(due)
    assert (delivery.state, delivery.attempts) == ("failed", 1)
    assert delivery.error == "the address is none that mail can be sent to"
    assert smtp.mails == []


async def test_without_a_mail_server_the_app_still_tells(
    worker: Worker, smtp: MailServer, reader: UUID
) -> None:
    nowhere = msgspec.structs.replace(worker.settings, smtp_url="smtp://127.0.0.1:1")
    worker.database.settings = nowhere
    due = await worker.tell(make_fact(reader))
    with pytest.raises(OSError, match="Error connecting"):
        await worker.perform(send_mail, due)
    async with worker.database.transaction() as session:
        found = select(Delivery.state).filter_by(account_id=reader).order_by(Delivery.channel)
        assert list(await session.scalars(found)) == ["sent", "failed"]


async def test_a_slow_mail_server_holds_no_connection_of_the_database(
    worker: Worker, smtp: MailServer, due: MailDue, reader: UUID
) -> None:
    smtp.open.clear()
    sending = asyncio.create_task(worker.perform(send_mail, due))
    # The only connection is free for this while the mail is under way.
    await worker.tell(make_fact(reader))
    assert not sending.done()
    smtp.open.set()
    await sending
    assert (await worker.delivery(due)).state == "sent"


async def test_mails_go_over_one_connection(
    worker: Worker, smtp: MailServer, due: MailDue, reader: UUID
) -> None:
    await worker.perform(send_mail, due)
    await worker.perform(send_mail, await worker.tell(make_fact(reader)))
    assert (len(smtp.mails), len(smtp.connections)) == (2, 1)


async def test_an_idle_connection_that_the_server_closed_is_opened_again(
    worker: Worker, smtp: MailServer, due: MailDue, reader: UUID
) -> None:
    await worker.perform(send_mail, due)
    smtp.hang_up()
    await worker.perform(send_mail, await worker.tell(make_fact(reader)))
    assert (len(smtp.mails), len(smtp.connections)) == (2, 2)


async def test_who_left_meanwhile_gets_no_mail(
    worker: Worker, smtp: MailServer, due: MailDue, reader: UUID
) -> None:
    await worker.perform(apply_address, make_address(reader, revision=2, active=False))
    await worker.perform(send_mail, due)
    assert smtp.mails == []
    delivery = await worker.delivery(due)
    assert (delivery.state, delivery.error) == ("skipped", "the account is inactive")


def order(settings: Settings, **changes: Any) -> AccountMail:
    """A mail that auth orders."""
    values: dict[str, Any] = {
        "id": uuid7(),
        "occurred_at": clock.now(),
        "account_id": uuid7(),
        "email": "bob@tts.example",
        "full_name": "Bob Ray",
        "language": "en",
        "template": "password_reset",
        "secret": seal(settings.secret_key, SECRET_PURPOSE, "s3cret-t0ken"),
        "expires_at": clock.now() + timedelta(hours=1),
    }
    return AccountMail(**(values | changes))


@pytest.mark.parametrize(
    "template", ["password_reset", "verify_email", "invitation", "sign_in_code"]
)
@pytest.mark.parametrize("language", ["en", "de"])
async def test_a_mail_about_the_account_carries_its_secret(
    worker: Worker, smtp: MailServer, template: str, language: str
) -> None:
    await worker.perform(
        send_account_mail, order(worker.settings, template=template, language=language)
    )
    (mail,) = smtp.mails
    assert mail["To"] == "Bob Ray <bob@tts.example>"
    assert "s3cret-t0ken" in plain(mail)
    assert mail["List-Unsubscribe"] is None


@pytest.mark.parametrize("language", ["en", "de"])
async def test_links_carry_the_secret_where_no_server_sees_it(
    worker: Worker, smtp: MailServer, language: str
) -> None:
    for template in ("password_reset", "verify_email"):
        await worker.perform(
            send_account_mail, order(worker.settings, template=template, language=language)
        )
    reset, verify = (plain(mail).split() for mail in smtp.mails)
    assert "http://localhost:3001/reset-password#token=s3cret-t0ken" in reset
    assert "http://localhost:3001/verify-email#token=s3cret-t0ken" in verify


@pytest.mark.parametrize("language", ["en", "de"])
async def test_who_has_an_account_is_led_to_it(
    worker: Worker, smtp: MailServer, language: str
) -> None:
    for template in ("account_exists", "password_changed"):
        about = order(
            worker.settings, template=template, language=language, secret=None, expires_at=None
        )
        await worker.perform(send_account_mail, about)
    for mail in smtp.mails:
        assert "http://localhost:3001/forgot-password" in plain(mail).split()
        assert "token" not in plain(mail)


async def test_times_are_the_readers(worker: Worker, smtp: MailServer) -> None:
    expires_at = datetime(2126, 11, 23, 10, tzinfo=UTC)
    about = order(worker.settings, expires_at=expires_at, time_zone="Asia/Manila")
    await worker.perform(send_account_mail, about)
    assert "2126-11-23 18:00 PST" in plain(smtp.mails[0])


async def test_a_mail_about_the_account_is_sent_once(worker: Worker, smtp: MailServer) -> None:
    message, message_id = order(worker.settings), uuid7()
    await worker.perform(send_account_mail, message, message_id)
    await worker.perform(send_account_mail, message, message_id)
    await worker.perform(send_account_mail, message)
    assert len(smtp.mails) == 1


async def test_no_table_keeps_a_secret_that_was_mailed(worker: Worker, smtp: MailServer) -> None:
    await worker.perform(send_account_mail, order(worker.settings))
    assert len(smtp.mails) == 1
    async with worker.database.transaction() as session:
        everything = text("SELECT database_to_xml(true, false, '')::text")
        assert "s3cret-t0ken" not in (await session.execute(everything)).scalar_one()


async def test_a_secret_that_expired_is_not_sent(worker: Worker, smtp: MailServer) -> None:
    expired = order(worker.settings, expires_at=clock.now() - timedelta(seconds=1))
    await worker.perform(send_account_mail, expired)
    assert smtp.mails == []


async def test_a_mail_without_a_template_is_an_error(worker: Worker, smtp: MailServer) -> None:
    with pytest.raises(TemplateNotFound):
        await worker.perform(send_account_mail, order(worker.settings, template="gossip"))
    assert smtp.mails == []
