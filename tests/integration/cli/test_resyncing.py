"""What `tts resync` puts right."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from click.testing import CliRunner

from tasks.helpdesk import apply_member, apply_staff
from tasks.messaging import apply_person
from tasks.notify import apply_address
from tasks.workflow import apply_member as apply_worker
from tests.delivery import Databases, deliver
from tests.factories_notify import make_address
from tests.factories_workflow import make_member
from tests.integration.cli.projections import projections, rows_of, run_all
from tts_cli import resyncing
from tts_cli.main import main
from tts_contracts.identity import AccountState
from tts_contracts.queues import RESYNCED, Queue, Service
from tts_kit.ids import uuid7
from tts_kit.settings import Settings, environment

#: Who each projection of accounts holds, and whether as active.
HELD = (
    (Service.HELPDESK, "SELECT id, active FROM people"),
    (Service.HELPDESK, "SELECT id, active FROM members"),
    (Service.WORKFLOW, "SELECT id, active FROM members"),
    (Service.MESSAGING, "SELECT id, active FROM people"),
    (Service.NOTIFY, "SELECT account_id, active FROM addresses"),
)
_NO_WORK = (
    "UPDATE tickets SET work_revision = 0, work_status = NULL, step = NULL, step_role = NULL,"
    " assignee_id = NULL, assignee_name = NULL, due_at = NULL, sla = 'none'"
)
EMPTY = {
    # The tasks hang on the tickets: their row stays and is emptied.
    Service.WORKFLOW: ("TRUNCATE roles, members", "UPDATE tickets SET revision = 0, state = '{}'"),
    Service.HELPDESK: (
        "TRUNCATE people, members",
        _NO_WORK,
        "DELETE FROM participants WHERE part = 'assignee'",
    ),
    Service.NOTIFY: ("TRUNCATE addresses",),
    Service.MESSAGING: ("TRUNCATE people", "TRUNCATE conversations CASCADE"),
}
STALE = {
    Service.WORKFLOW: (
        "UPDATE roles SET revision = 0, name = 'Old', active = false",
        "UPDATE members SET revision = 0, full_name = 'Old', available = false",
        'UPDATE tickets SET revision = 1, state = state || \'{"subject": "Old"}\'',
    ),
    Service.HELPDESK: (
        "UPDATE people SET revision = 0, email = 'old@tts.example', active = false",
        "UPDATE members SET revision = 0, permissions = '[]', active = false",
        "UPDATE tickets SET work_revision = 1, step = 'Old', assignee_id = NULL WHERE step > ''",
        "DELETE FROM participants WHERE part = 'assignee'",
    ),
    Service.NOTIFY: ("UPDATE addresses SET revision = 0, language = 'de', active = false",),
    Service.MESSAGING: (
        "UPDATE people SET revision = 0, full_name = 'Old'",
        "UPDATE rosters SET revision = 0",
        "DELETE FROM roster_entries",
        "UPDATE conversations SET subject = 'Old'",
    ),
}


async def _resync(
    databases: Databases, settings: Settings, queues: Sequence[Queue] = RESYNCED
) -> list[tuple[str, int]]:
    """Resync, deliver all that follows, and say how many messages it wrote to which queue."""
    await resyncing.run(settings, queues)
    counted: list[tuple[str, int]] = []
    for database in databases.values():
        counted += [
            (queue, count)
            for queue, count in await rows_of(
                database,
                "SELECT queue, count(*) FROM outbox WHERE correlation_id LIKE 'resync-%'"
                " AND dispatched_at IS NULL GROUP BY queue",
            )
        ]
    await deliver(databases)
    return counted


@pytest.mark.parametrize("damage", [EMPTY, STALE], ids=["emptied", "stale"])
async def test_every_projection_is_whole_again(
    databases: Databases, own_settings: Settings, damage: dict[Service, tuple[str, ...]]
) -> None:
    whole = await projections(databases)
    assert all(whole)
    await run_all(databases, damage)
    for before, damaged in zip(whole, await projections(databases), strict=True):
        assert before != damaged
    await _resync(databases, own_settings)
    assert await projections(databases) == whole


async def test_a_resync_of_what_is_whole_changes_nothing(
    databases: Databases, own_settings: Settings
) -> None:
    whole = await projections(databases)
    work = "SELECT id, revision, assignee_id FROM tasks"
    before = await rows_of(databases[Service.WORKFLOW], work)
    sent = await _resync(databases, own_settings)
    assert {queue for queue, _ in sent} == set(RESYNCED)
    assert await projections(databases) == whole
    assert await rows_of(databases[Service.WORKFLOW], work) == before


async def test_people_that_auth_does_not_know_become_inactive_and_are_asked_about_once(
    databases: Databases, own_settings: Settings
) -> None:
    gone = uuid7()
    await _tell_of(databases, gone)
    sent = dict(await _resync(databases, own_settings))
    # One question of each projection that holds the id.
    assert sent[Queue.AUTH_SYNC] == 5
    for service, query in HELD:
        active = {row[0]: row[1] for row in await rows_of(databases[service], query)}
        assert active.pop(gone) is False
        assert set(active.values()) == {True}
    assert Queue.AUTH_SYNC not in dict(await _resync(databases, own_settings))


async def _tell_of(databases: Databases, account_id: UUID) -> None:
    """Have every projection hold an account that auth lost, as from a backup of before it."""
    member = make_member(account_id)
    account = AccountState(
        key=str(account_id),
        revision=1,
        kind="staff",
        email="gone@tts.example",
        full_name="Gone Person",
        department=None,
        active=True,
    )
    async with databases[Service.HELPDESK].transaction() as session:
        await apply_staff.work(session, account)
        await apply_member.work(session, member)
    async with databases[Service.WORKFLOW].transaction() as session:
        await apply_worker.work(session, member)
    async with databases[Service.MESSAGING].transaction() as session:
        await apply_person.work(session, account)
    async with databases[Service.NOTIFY].transaction() as session:
        await apply_address.work(session, make_address(account_id))


async def test_a_resync_of_some_queues_fills_no_other(
    databases: Databases, own_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = (Queue.ADDRESS_SYNC, Queue.TICKET_TASKS)
    sent = await _resync(databases, own_settings, chosen)
    assert sorted(sent) == [(Queue.TICKET_TASKS, 1), (Queue.ADDRESS_SYNC, 3)]
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[:3] == [
        ["3", Queue.ADDRESS_SYNC],
        ["1", Queue.TICKET_TASKS],
        ["0", Queue.AUTH_SYNC],
    ]


async def test_each_batch_is_a_transaction_of_its_own(
    databases: Databases, own_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tts_kit.resync._BATCH", 2)
    await resyncing.run(own_settings)
    query = (
        "SELECT count(*), count(DISTINCT xmin::text) FROM outbox"
        " WHERE queue = '{}' AND correlation_id LIKE 'resync-%'"
    )
    for service, queue, expected in (
        (Service.AUTH, Queue.ADDRESS_SYNC, (3, 2)),
        (Service.HELPDESK, Queue.CONVERSATION_SYNC, (2, 1)),
    ):
        assert await rows_of(databases[service], query.format(queue.value)) == [expected]


def test_the_command_takes_its_queues_by_name(
    databases: Databases, own_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(own_settings).items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(main, ["resync", "--queue", Queue.ADDRESS_SYNC.value])
    assert done.exit_code == 0, done.output
    assert done.output.split()[:2] == ["3", Queue.ADDRESS_SYNC]


def test_the_command_refuses_a_queue_that_no_projection_is_filled_from() -> None:
    refused = CliRunner().invoke(main, ["resync", "--queue", Queue.MAIL.value])
    assert refused.exit_code == 2
    assert Queue.ADDRESS_SYNC.value in refused.output
