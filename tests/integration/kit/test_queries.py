"""How often PostgreSQL plans what is compiled once."""

import pytest
from sqlalchemy import Integer, bindparam, func, select, text

from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.queries import Query
from tts_kit.settings import Settings


@pytest.mark.parametrize(("planned_anew", "calls"), [(False, 9), (True, 0)])
async def test_a_query_that_is_planned_anew_shares_no_plan(
    settings: Settings, planned_anew: bool, calls: int
) -> None:
    absolute = func.abs(bindparam("number", type_=Integer())).label("absolute")
    query = Query(select(absolute), planned_anew=planned_anew)
    shared = text(
        "SELECT coalesce(max(custom_plans + generic_plans), 0) FROM pg_prepared_statements"
        " WHERE statement LIKE 'SELECT abs(%'"
    )
    async with (
        Database.opened(Service.HELPDESK, settings) as database,
        database.transaction() as session,
    ):
        found = [await query.one(session, number=-number) for number in range(9)]
        assert found == [{"absolute": number} for number in range(9)]
        assert await session.scalar(shared) == calls
