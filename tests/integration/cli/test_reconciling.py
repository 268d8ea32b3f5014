"""What `tts reconcile` puts right after dumps that are not of one instant."""

from datetime import timedelta
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import literal_column, select, update
from sqlalchemy.dialects.postgresql import insert

from tests.delivery import Databases, deliver
from tests.integration.cli.projections import projections, rows_of, run_all
from tts_auth.accounts.models import Account
from tts_auth.accounts.queries import details
from tts_auth.mails import Template, order_mail, recipient_of
from tts_auth.sessions.models import Session
from tts_auth.sessions.service import SessionService
from tts_cli import reconciling
from tts_cli.main import main
from tts_contracts import routes
from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_kit import clock
from tts_kit.ids import first_uuid7, uuid7
from tts_kit.settings import Settings, environment
from tts_kit.streams.log import append, replay
from tts_kit.tables import inbox, outbox

#: Consumers saw states that their producers have lost, and with them their revisions.
LOST_BY_PRODUCERS = {
    Service.WORKFLOW: (
        "UPDATE roles SET revision = 90, name = name || ' lost'",
        "UPDATE members SET revision = 90, available = false",
        'UPDATE tickets SET revision = 90, state = state || \'{"subject": "Lost"}\'',
    ),
    Service.HELPDESK: (
        "UPDATE people SET revision = 90, email = 'lost@tts.example'",
        "UPDATE members SET revision = 90, permissions = '[]'",
        "UPDATE tickets SET work_revision = 90, step = 'Lost' WHERE step > ''",
        "DELETE FROM participants WHERE part = 'assignee'",
    ),
    Service.NOTIFY: ("UPDATE addresses SET revision = 90, language = 'de'",),
    Service.MESSAGING: (
        "UPDATE people SET revision = 90, full_name = 'Lost'",
        "UPDATE rosters SET revision = 90",
        "DELETE FROM roster_entries",
        "UPDATE conversations SET subject = 'Lost'",
    ),
}


async def receive_all(databases: Databases) -> set[UUID]:
    """Have everything that was sent received and settled; what was not, mails, is what is left."""
    for producer in databases.values():
        async with producer.transaction() as session:
            sent = await session.execute(select(outbox).where(outbox.c.dispatched_at.is_not(None)))
            rows = sent.all()
            await session.execute(update(outbox).values(settled_at=outbox.c.dispatched_at))
        for row in rows:
            await _receive(databases, row.id, row.queue, row.actor)
    return await _waiting(databases)


async def _receive(
    databases: Databases, message_id: UUID, queue: str, actor: str, state: str = "succeeded"
) -> None:
    values = {"id": message_id, "queue": queue, "actor": actor, "state": state}
    async with databases[CONSUMERS[Queue(queue)]].transaction() as session:
        await session.execute(insert(inbox).values(**values, started_at=clock.now()))


async def _waiting(databases: Databases) -> set[UUID]:
    """The messages that will be sent, but for those of the resync."""
    waiting: set[UUID] = set()
    for database in databases.values():
        async with database.transaction() as session:
            query = select(outbox.c.id).where(
                outbox.c.dispatched_at.is_(None), outbox.c.correlation_id.not_like("resync-%")
            )
            waiting |= set(await session.scalars(query))
    return waiting


async def test_a_state_that_its_producer_has_lost_is_replaced_by_the_present_one(
    databases: Databases, own_settings: Settings
) -> None:
    await receive_all(databases)
    whole = await projections(databases)
    await run_all(databases, LOST_BY_PRODUCERS)
    damaged = await projections(databases)
    assert all(before != after for before, after in zip(whole, damaged, strict=True))
    await reconciling.run(own_settings)
    await deliver(databases)
    assert await projections(databases) == whole


async def test_what_its_consumer_does_not_know_is_sent_again_and_nothing_else(
    databases: Databases, own_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    since = clock.now()
    mails = await receive_all(databases)
    lost, failed, state = uuid7(), uuid7(), uuid7()
    # Of a day that is kept because of something else; what it became nobody knows any more.
    old = first_uuid7(since - timedelta(days=15))
    async with databases[Service.HELPDESK].transaction() as session:
        for message_id, route, settled in (
            (lost, routes.FAN_OUT_NOTIFICATION, since),
            (failed, routes.FAN_OUT_NOTIFICATION, since),
            (old, routes.FAN_OUT_NOTIFICATION, since),
            # The broker that had it is gone, and the resync tells a newer one.
            (state, routes.APPLY_TICKET, None),
        ):
            values: dict[str, object] = {"queue": route.queue.value, "actor": route.actor}
            values |= {"payload": {}, "correlation_id": "", "dispatched_at": since}
            values["settled_at"] = settled
            await session.execute(insert(outbox).values(id=message_id, **values))
    fan_out = routes.FAN_OUT_NOTIFICATION
    await _receive(databases, failed, fan_out.queue, fan_out.actor, "failed")
    await reconciling.run(own_settings)
    assert await _waiting(databases) - mails == {lost, failed}
    assert f"2  {Queue.INAPP}, sent again" in capsys.readouterr().out
    async with databases[Service.HELPDESK].transaction() as session:
        assert await session.scalar(select(outbox.c.id).where(outbox.c.id == state)) is None


async def test_a_mail_that_lost_its_secret_is_not_sent_again_and_one_without_any_is(
    databases: Databases, own_settings: Settings
) -> None:
    since = clock.now()
    mails = await receive_all(databases)
    async with databases[Service.AUTH].transaction() as session:
        account_id = (await session.scalars(select(Account.id).limit(1))).one()
        (account,) = await details(session, [account_id])
        to = recipient_of(account)
        later = clock.now() + timedelta(minutes=30)
        await order_mail(session, to, Template.PASSWORD_RESET, secret="s", expires_at=later)
        await order_mail(session, to, Template.PASSWORD_RESET, secret="t", expires_at=later)
        await order_mail(session, to, Template.PASSWORD_CHANGED)
    orders = outbox.c.actor == routes.SEND_ACCOUNT_MAIL.actor
    async with databases[Service.AUTH].transaction() as session:
        query = select(outbox.c.id).where(orders).order_by(outbox.c.id)
        blanked, waiting, plain = await session.scalars(query)
        await session.execute(update(outbox).where(orders).values(dispatched_at=since))
        # As the relay does it: what is settled loses its secret.
        done = {"settled_at": since, "payload": literal_column("payload - 'secret'")}
        settled = outbox.c.id.in_([blanked, plain])
        await session.execute(update(outbox).where(settled).values(done))
    await reconciling.run(own_settings)
    assert await _waiting(databases) - mails == {waiting, plain}


async def test_everybody_is_signed_out_but_programs(
    databases: Databases, own_settings: Settings
) -> None:
    async with databases[Service.AUTH].transaction() as session:
        account_id = (await session.scalars(select(Account.id).limit(1))).one()
        sessions = SessionService(session)
        device = (await sessions.open(account_id, program=False)).id
        program = (await sessions.open(account_id, program=True)).id
    await reconciling.run(own_settings)
    async with databases[Service.AUTH].transaction() as session:
        assert (await session.get_one(Session, device)).ended_at is not None
        assert (await session.get_one(Session, program)).ended_at is None


async def test_whoever_saw_more_of_a_stream_than_is_left_begins_anew(
    databases: Databases, own_settings: Settings
) -> None:
    notify = databases[Service.NOTIFY]
    async with notify.transaction() as session:
        await append(session, "account:x", "kept", {})
    await reconciling.run(own_settings)
    async with notify.transaction() as session:
        # Their numbers are given to other frames now.
        await append(session, "account:x", "new", {})
        assert await replay(session, "account:x", 0) is None
        assert await replay(session, "account:x", 5) is None
        frames = await replay(session, "account:x", 1_000_001)
    assert frames is not None
    assert [frame.type for frame in frames] == ["new"]


async def test_no_new_ticket_gets_a_number_that_people_may_know(
    databases: Databases, own_settings: Settings
) -> None:
    last = "SELECT last_value FROM ticket_numbers"
    before = (await rows_of(databases[Service.HELPDESK], last))[0][0]
    await reconciling.run(own_settings)
    assert await rows_of(databases[Service.HELPDESK], last) == [(before + 1000,)]


def test_the_command_says_what_it_sends(
    databases: Databases, own_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(own_settings).items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(main, ["reconcile"])
    assert done.exit_code == 0, done.output
    assert f"{Queue.INAPP}, sent again" in done.output
    assert "correlation id is resync-" in done.output
