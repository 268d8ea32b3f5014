"""Who takes part, as helpdesk and workflow say in any order."""

import httpx
import msgspec

from tests.integration.messaging.conftest import Cast, Someone, apply, participant
from tts_kit.db import Database


async def _part(client: httpx.AsyncClient, cast: Cast, who: Someone) -> str | None:
    response = await client.get(f"/tickets/{cast.ticket}", headers=who.headers)
    if response.status_code == 404:
        return None
    assert response.status_code == 200
    part: str = response.json()["part"]
    return part


async def test_a_ticket_nobody_told_of_has_no_conversation(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    for person in (cast.requester, cast.agent, cast.coordinator):
        assert await _part(client, cast, person) is None


async def test_whom_a_producer_names_takes_part(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    await apply(database, cast.state())
    assert await _part(client, cast, cast.requester) == "requester"
    assert await _part(client, cast, cast.agent) == "staff"
    assert await _part(client, cast, cast.coordinator) == "staff"
    assert await _part(client, cast, cast.stranger) is None


async def test_a_state_that_comes_twice_changes_nothing(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    await apply(database, cast.state())
    first = await client.get(f"/tickets/{cast.ticket}", headers=cast.agent.headers)
    await apply(database, cast.state())
    again = await client.get(f"/tickets/{cast.ticket}", headers=cast.agent.headers)
    assert first.json() == again.json()


async def test_an_older_state_that_comes_late_is_dropped(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    newer = cast.state(2, participants=[participant(cast.requester, "requester")], subject="New")
    await apply(database, newer)
    await apply(database, cast.state(1, subject="Old"))
    assert await _part(client, cast, cast.agent) is None
    seen = await client.get(f"/tickets/{cast.ticket}", headers=cast.requester.headers)
    assert seen.json()["subject"] == "New"


async def test_a_person_stays_while_one_producer_names_them(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    workflow = {"producer": "workflow", "key": f"workflow:{cast.ticket}"}
    named = [participant(cast.agent, "staff")]
    await apply(database, cast.state(5))
    await apply(database, cast.state(1, participants=named, **workflow))
    await apply(database, cast.state(6, participants=[participant(cast.requester, "requester")]))
    assert await _part(client, cast, cast.agent) == "staff"
    await apply(database, cast.state(2, participants=[], **workflow))
    assert await _part(client, cast, cast.agent) is None


async def test_the_helpdesks_subject_wins_in_either_order(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    work = cast.state(9, producer="workflow", key=f"workflow:{cast.ticket}", subject="Work")
    await apply(database, work)
    await apply(database, cast.state(1, subject="Helpdesk"))
    await apply(database, msgspec.structs.replace(work, revision=10))
    seen = await client.get(f"/tickets/{cast.ticket}", headers=cast.agent.headers)
    assert seen.json()["subject"] == "Helpdesk"


async def test_everybody_is_listed_once_in_the_part_that_decides(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    twice = [participant(cast.requester, "staff"), participant(cast.requester, "requester")]
    await apply(database, cast.state(participants=[*twice, participant(cast.agent, "staff")]))
    seen = await client.get(f"/tickets/{cast.ticket}", headers=cast.agent.headers)
    assert [(p["full_name"], p["part"]) for p in seen.json()["participants"]] == [
        ("Adam Agent", "staff"),
        ("Rita Requester", "requester"),
    ]


async def test_a_conversation_needs_a_token(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await client.get(f"/tickets/{cast.ticket}")).status_code == 401
