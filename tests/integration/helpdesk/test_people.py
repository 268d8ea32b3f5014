"""What auth tells of people."""

from uuid import UUID

import pytest

from tasks.helpdesk import apply_employee, apply_member, apply_staff
from tests.integration.helpdesk.conftest import member, tell
from tts_contracts.identity import AccountState
from tts_contracts.permissions import Permission
from tts_helpdesk.people.models import Member, PersonRow
from tts_helpdesk.people.service import PeopleService
from tts_kit.actors import ActorDefinition
from tts_kit.db import Database
from tts_kit.ids import uuid7


def account(id_: UUID, revision: int, name: str, *, active: bool = True) -> AccountState:
    return AccountState(
        key=str(id_),
        revision=revision,
        kind="staff",
        email="one@tts.example",
        full_name=name,
        department=None,
        active=active,
    )


@pytest.mark.parametrize("definition", [apply_staff, apply_employee])
async def test_the_newest_account_stays_in_any_order(
    database: Database, definition: ActorDefinition[AccountState]
) -> None:
    id_ = uuid7()
    gone = account(id_, 3, "Ann Lee", active=False)
    for state in (account(id_, 2, "Ann"), gone, account(id_, 1, "A"), gone):
        await tell(database, definition, state)
    async with database.transaction() as session:
        row = await session.get_one(PersonRow, id_)
        assert (row.full_name, row.active, row.revision) == ("Ann Lee", False, 3)


async def test_two_accounts_may_share_an_address(database: Database) -> None:
    for id_ in (uuid7(), uuid7()):
        await tell(database, apply_employee, account(id_, 1, "Ann"))


async def test_an_older_role_does_not_come_back(database: Database) -> None:
    id_ = uuid7()
    for state in (member(id_, 2, []), member(id_, 1, ["hdts.ticket.approve"])):
        await tell(database, apply_member, state)
    async with database.transaction() as session:
        row = await session.get_one(Member, id_)
        assert (row.active, row.permissions) == (False, [])


async def test_only_active_members_hold_a_permission(database: Database) -> None:
    decider, former, reader = (uuid7() for _ in range(3))
    for state in (
        member(decider, 1, ["hdts.ticket.read_all", "hdts.ticket.approve"]),
        member(former, 1, ["hdts.ticket.approve"]),
        member(former, 2, []),
        member(reader, 1, ["hdts.ticket.read_all"]),
    ):
        await tell(database, apply_member, state)
    async with database.transaction() as session:
        deciders = await PeopleService(session).who_may(Permission.TICKET_APPROVE)
    assert deciders & {decider, former, reader} == {decider}
