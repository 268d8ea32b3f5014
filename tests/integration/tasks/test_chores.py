"""What services have done again and again is done."""

import pytest

from tasks.schedule import CHORES, Chore, do_chore
from tests.conftest import rolled_back
from tts_contracts.queues import Service
from tts_helpdesk.counters.models import StatusCount
from tts_helpdesk.counters.service import fold, shift
from tts_helpdesk.drafts.service import forget_old
from tts_kit.db import Database
from tts_kit.settings import Settings
from tts_notify.deliveries.service import forget_finished
from tts_notify.notifications.service import forget_told


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.act.__name__)
async def test_a_chore_runs_in_its_service(chore: Chore, settings: Settings) -> None:
    async with Database.opened(chore.service, settings) as database, rolled_back(database):
        await do_chore(database, chore)


async def test_counters_are_folded_every_few_seconds_and_what_is_old_is_forgotten(
    settings: Settings,
) -> None:
    assert {chore.act for chore in CHORES if chore.seconds <= 5} == {fold}
    assert {forget_old, forget_finished, forget_told} <= {chore.act for chore in CHORES}
    async with Database.opened(Service.HELPDESK, settings) as database, rolled_back(database):
        async with database.transaction() as session:
            await shift(session, None, "New")
        for chore in CHORES:
            if chore.service is Service.HELPDESK:
                await do_chore(database, chore)
        async with database.transaction() as session:
            assert (await session.get_one(StatusCount, "New")).count == 1
