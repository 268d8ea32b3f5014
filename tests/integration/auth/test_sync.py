"""What the other services are told."""

from uuid import UUID

import httpx
import pytest
from redis.asyncio import Redis

from tasks import auth as actors
from tests.integration.auth.conftest import People, sent
from tts_auth.accounts.schemas import AccountChange, AccountDetail, RoleChoice
from tts_auth.accounts.service import AccountService
from tts_auth.roles.schemas import RoleChange
from tts_auth.roles.service import RoleService
from tts_auth.sync.resync import resync
from tts_contracts import routes
from tts_contracts.identity import (
    AccountChanged,
    AccountState,
    AddressState,
    MemberState,
    RoleChanged,
    SessionEnded,
    UnknownAccounts,
)
from tts_contracts.queues import Queue
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.identity.deny import SHUT, deny, key
from tts_kit.ids import uuid7

AGENT = ("tts", "Agent")
COORDINATOR = ("hdts", "Ticket Coordinator")


async def fan_out(database: Database, account_id: UUID) -> None:
    """Do what the worker does with one message."""
    message = AccountChanged(id=uuid7(), occurred_at=clock.now(), account_id=account_id)
    async with database.transaction() as session:
        await actors.fan_out_account.work(session, message)


async def role_id(database: Database, role: tuple[str, str]) -> UUID:
    async with database.transaction() as session:
        roles = await RoleService(session).all(role[0])
        return next(found.id for found in roles if found.name == role[1])


@pytest.fixture
async def agent(people: People) -> AccountDetail:
    """Somebody with a role in both systems."""
    return await people.make(AGENT, COORDINATOR, full_name="Ann Lee", department="IT")


async def test_each_service_is_told_what_it_needs_of_staff(
    database: Database, agent: AccountDetail
) -> None:
    await fan_out(database, agent.id)
    (account,) = await sent(database, routes.APPLY_STAFF)
    assert (account.key, account.revision) == (str(agent.id), agent.revision)
    assert (account.kind, account.email, account.full_name) == ("staff", agent.email, "Ann Lee")
    (work,) = await sent(database, routes.APPLY_MEMBER)
    assert (work.system, work.role_ids) == ("tts", [await role_id(database, AGENT)])
    assert work.permissions == ["tts.task.work", "tts.workflow.read"]
    assert (work.active, work.available) == (True, True)
    (help_desk,) = await sent(database, routes.APPLY_HDTS_MEMBER)
    assert (help_desk.system, help_desk.role_ids) == (
        "hdts",
        [await role_id(database, COORDINATOR)],
    )
    assert all(name.startswith("hdts.") for name in help_desk.permissions)
    (address,) = await sent(database, routes.APPLY_ADDRESS)
    assert (address.email, address.language, address.time_zone) == (agent.email, "en", "UTC")
    assert address.systems == ["hdts", "tts"]
    assert await sent(database, routes.APPLY_EMPLOYEE) == []


async def test_employees_go_to_their_own_queue(database: Database, people: People) -> None:
    employee = await people.make(("hdts", "Employee"), kind="employee")
    await fan_out(database, employee.id)
    (account,) = await sent(database, routes.APPLY_EMPLOYEE)
    assert account.key == str(employee.id)
    assert await sent(database, routes.APPLY_STAFF) == []


async def test_a_late_message_tells_the_present_state_under_its_revision(
    database: Database, agent: AccountDetail
) -> None:
    async with database.transaction() as session:
        accounts = AccountService(session)
        await accounts.set_roles(agent.id, [RoleChoice("tts", "Asset Manager")], None)
        last = await accounts.change(agent.id, AccountChange(active=False), None)
    for _ in range(2):
        await fan_out(database, agent.id)
    states = await sent(database, routes.APPLY_MEMBER)
    assert [s.revision for s in states] == [last.revision] * 2
    assert states[0].role_ids == [await role_id(database, ("tts", "Asset Manager"))]
    assert not states[0].active
    assert last.revision > agent.revision + 1


async def test_an_account_without_roles_is_told_so(database: Database, people: People) -> None:
    nobody = await people.make()
    await fan_out(database, nobody.id)
    (state,) = await sent(database, routes.APPLY_MEMBER)
    assert (state.role_ids, state.permissions) == ([], [])
    (address,) = await sent(database, routes.APPLY_ADDRESS)
    assert address.systems == []


async def test_a_changed_role_is_told_with_its_holders(
    database: Database, agent: AccountDetail
) -> None:
    changed = await role_id(database, AGENT)
    async with database.transaction() as session:
        await RoleService(session).change(changed, RoleChange(name="Worker"), None)
    told = await sent(database, routes.FAN_OUT_ACCOUNT)
    message = RoleChanged(id=uuid7(), occurred_at=clock.now(), role_id=changed)
    async with database.transaction() as session:
        await actors.fan_out_role.work(session, message)
    (state,) = await sent(database, routes.APPLY_ROLE)
    assert (state.key, state.name, state.system) == (str(changed), "Worker", "tts")
    assert (state.active, state.revision) == (True, 2)
    again = await sent(database, routes.FAN_OUT_ACCOUNT)
    assert [m.account_id for m in again[len(told) :]] == [agent.id]


async def test_workflow_hears_of_the_roles_of_its_system_only(
    database: Database, client: httpx.AsyncClient
) -> None:
    message = RoleChanged(
        id=uuid7(), occurred_at=clock.now(), role_id=await role_id(database, COORDINATOR)
    )
    async with database.transaction() as session:
        await actors.fan_out_role.work(session, message)
    assert await sent(database, routes.APPLY_ROLE) == []


async def test_unknown_accounts_are_answered_with_state_or_tombstone(
    database: Database, agent: AccountDetail
) -> None:
    gone = uuid7()
    message = UnknownAccounts(id=uuid7(), occurred_at=clock.now(), account_ids=[agent.id, gone])
    async with database.transaction() as session:
        await actors.answer_unknown.work(session, message)
    expected = {str(agent.id): True, str(gone): False}
    told: list[list[AccountState] | list[AddressState] | list[MemberState]] = [
        await sent(database, routes.APPLY_STAFF),
        await sent(database, routes.APPLY_ADDRESS),
        await sent(database, routes.APPLY_MEMBER),
        await sent(database, routes.APPLY_HDTS_MEMBER),
    ]
    for states in told:
        assert {state.key: state.active for state in states} == expected
    (as_employee,) = await sent(database, routes.APPLY_EMPLOYEE)
    assert (as_employee.key, as_employee.kind) == (str(gone), "employee")


async def test_a_resync_tells_every_role_and_account(database: Database, people: People) -> None:
    made = {str((await people.make(AGENT)).id) for _ in range(2)}
    made.add(str((await people.make(kind="employee")).id))
    told = await resync(database, frozenset(Queue))
    chunks = await sent(database, routes.APPLY_ROLE_CHUNK)
    roles = {(state.system, state.name) for chunk in chunks for state in chunk.roles}
    assert ("tts", "Agent") in roles
    assert {system for system, _ in roles} == {"tts"}
    assert made <= {state.key for chunk in chunks for state in chunk.members}
    people_told = [
        *await sent(database, routes.APPLY_STAFF),
        *await sent(database, routes.APPLY_EMPLOYEE),
    ]
    assert made <= {state.key for state in people_told}
    addresses = await sent(database, routes.APPLY_ADDRESS)
    assert made <= {state.key for state in addresses}
    assert told[Queue.ADDRESS_SYNC] == len(addresses)
    assert told[Queue.ROLE_SEND] == len(chunks)


async def test_a_late_message_does_not_open_a_session_that_was_shut(
    database: Database, redis: Redis
) -> None:
    session_id = uuid7()
    await deny(redis, session_id, SHUT)
    message = SessionEnded(id=uuid7(), occurred_at=clock.now(), session_id=session_id, lowest=2)
    async with database.transaction() as session:
        await actors.shut_session.work(session, message)
    assert await redis.get(key(session_id)) == str(SHUT).encode()
    assert 0 < await redis.ttl(key(session_id)) <= 360


async def test_a_message_shuts_a_session_that_the_request_did_not(
    database: Database, redis: Redis
) -> None:
    message = SessionEnded(id=uuid7(), occurred_at=clock.now(), session_id=uuid7(), lowest=SHUT)
    for _ in range(2):
        async with database.transaction() as session:
            await actors.shut_session.work(session, message)
    assert await redis.get(key(message.session_id)) == str(SHUT).encode()
