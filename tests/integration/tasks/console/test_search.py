"""What a search finds, in which order, and how it goes on."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tasks.presence import Presence
from tests.integration.tasks.console.conftest import Ops
from tests.searches import PAIRS
from tts_contracts import routes
from tts_contracts.queues import Queue, Service
from tts_kit.settings import Settings

STATES = ["waiting", "dispatched", "retrying", "succeeded", "dead", "deleted"]


def found(page: str) -> list[str]:
    """The ids of the jobs on a page, in order."""
    return re.findall(r'<th scope="row"><a href="/ops/jobs/([0-9a-f-]{36})">', page)


@pytest.mark.parametrize("state", STATES)
async def test_a_state_is_found_alone(ops: Ops, state: str) -> None:
    jobs = {name: str(await ops.add(name)) for name in STATES}
    assert found((await ops.get("/jobs", state=state)).text) == [jobs[state]]
    assert set(found((await ops.get("/jobs")).text)) == set(jobs.values())


@pytest.mark.parametrize(
    "query",
    [
        {"service": "notify"},
        {"queue": Queue.ADDRESS_SYNC},
        {"actor": routes.APPLY_ADDRESS.actor},
        {"correlation_id": "req-9"},
        {"text": "INGE@"},
        {"service": "notify", "queue": Queue.ADDRESS_SYNC, "text": "inge", "actor": ""},
    ],
)
@pytest.mark.parametrize("state", ["waiting", "succeeded", "dead"])
async def test_jobs_are_found_by_what_they_are(ops: Ops, state: str, query: dict[str, Any]) -> None:
    wanted = await ops.add(
        state,
        route=routes.APPLY_ADDRESS,
        producer=Service.AUTH,
        payload={"email": "inge@tts.example"},
        correlation_id="req-9",
    )
    await ops.add(state)
    for also in ({}, {"state": state}):
        assert found((await ops.get("/jobs", **query, **also)).text) == [str(wanted)]
    assert found((await ops.get("/jobs", **query, state="deleted")).text) == []


@pytest.mark.parametrize(("text", "search"), PAIRS)
async def test_an_argument_is_found_by_any_word_that_a_reader_sees(
    ops: Ops, text: str, search: str
) -> None:
    job = await ops.add("dead", payload={"key": "TX1", "notes": [{"text": f"{text}.\nRegards"}]})
    await ops.add("dead")
    assert found((await ops.get("/jobs", text=search)).text) == [str(job)]


@pytest.mark.parametrize("search", ['"key": "TX1"', '"key":"TX1"', '\\"urgent\\"', "text TX1"])
async def test_an_argument_is_found_by_the_json_that_is_shown(ops: Ops, search: str) -> None:
    job = await ops.add("dead", payload={"key": "TX1", "text": 'An "urgent" one'})
    await ops.add("dead", payload={"key": "TY1"})
    assert found((await ops.get("/jobs", text=search)).text) == [str(job)]


async def test_what_is_sealed_is_not_found_by_its_content(ops: Ops) -> None:
    sealed = {"nonce": "bm9uY2U=", "ciphertext": "c2VjcmV0"}
    await ops.add("dead", payload={"key": "TX1", "secret": sealed})
    assert found((await ops.get("/jobs", text="c2VjcmV0")).text) == []


async def test_pages_follow_each_other_newest_first_and_miss_nothing(ops: Ops) -> None:
    jobs = [
        str(await ops.add(state, producer=producer))
        for producer in (Service.HELPDESK, Service.AUTH)
        for state in STATES
    ]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        query = {"limit": 5} | ({"cursor": cursor} if cursor else {})
        page = (await ops.get("/jobs", **query)).text
        assert len(found(page)) <= 5
        seen += found(page)
        more = re.search(r'rel="next" href="[^"]*cursor=([\w-]+)"', page)
        if not more:
            break
        cursor = more.group(1)
    assert seen == sorted(jobs, reverse=True)


async def test_a_job_whose_message_is_no_longer_kept_is_still_shown(ops: Ops) -> None:
    job = await ops.add("dead", error="ValueError: no")
    async with ops.databases[Service.HELPDESK].engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM outbox")
    page = (await ops.get(f"/jobs/{job}")).text
    assert "No longer kept." in page
    assert "kind=redrive" not in page
    assert found((await ops.get("/jobs")).text) == [str(job)]


async def test_a_job_that_failed_is_shown_with_its_next_attempt(
    ops: Ops, settings: Settings
) -> None:
    job, other = await ops.add("retrying", error="x"), await ops.add("dead", error="x")
    presence = Presence(settings.redis_url, [])
    for job_id in (job, other):
        await presence.put_off(str(job_id), timedelta(minutes=3, seconds=10))
    await presence.close()
    assert (await ops.get("/jobs")).text.count("in 3 min") == 1
    assert "is tried again in 3 min" in (await ops.get(f"/jobs/{job}")).text
    assert "in 3 min" not in (await ops.get(f"/jobs/{other}")).text
