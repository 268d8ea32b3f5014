"""What operators do: once, recorded, and carried on when the console dies halfway."""

import asyncio
import html
import re
from uuid import UUID

import pytest
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.console.jobs.schemas import JobState, Search
from tasks.console.operations.schemas import Kind, Target
from tasks.console.operations.service import BATCH, OperationService
from tasks.console.stores import Stores
from tests.conftest import Tokens
from tests.factories import make_claims
from tests.integration.tasks.console.conftest import Ops, console
from tests.waiting import eventually
from tts_contracts import routes
from tts_contracts.queues import Queue, Service
from tts_kit.channels import Channel, channel
from tts_kit.db import Database
from tts_kit.identity.principal import from_claims
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings

DEAD = Target(search=Search(state=JobState.DEAD))
DISPATCHED = "SELECT dispatched_at IS NOT NULL FROM outbox WHERE id = :id"
STATE = "SELECT state FROM inbox WHERE id = :id"


async def test_a_dead_job_is_sent_again_at_once(ops: Ops, redis: Redis) -> None:
    job = await ops.add("dead", error="x")
    preview = await ops.get("/operations/new", kind="redrive", job=str(job))
    assert "<strong>1</strong> job" in preview.text
    async with redis.pubsub(ignore_subscribe_messages=True) as pubsub:
        await pubsub.subscribe(channel(redis, Channel.WAKE))
        answer = await ops.order("redrive", ids=[str(job)])
        assert answer.status_code == 303
        assert answer.headers["location"] == "/ops/operations"
        await ops.done()

        async def woken() -> bool:
            message = await pubsub.get_message(timeout=1)
            return message is not None and message["data"] == b"helpdesk"

        await eventually(woken)
    assert await ops.value(Service.HELPDESK, DISPATCHED, id=job) is False
    # Or the relay would take what it sends for done.
    assert await ops.value(Service.WORKFLOW, STATE, id=job) == "failed"
    assert "waiting" in (await ops.get(f"/jobs/{job}")).text


async def test_a_form_does_what_its_preview_said(ops: Ops) -> None:
    chosen = await ops.add("dead", payload={"key": "TX7"})
    other = await ops.add("dead", payload={"key": "TX8"})
    page = (await ops.get("/operations/new", kind="delete", state="dead", text="tx7")).text
    assert "<strong>1</strong> job" in page
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    files = {name: (None, html.unescape(value)) for name, value in hidden.items()}
    response = await ops.client.post("/operations", files=files, headers=ops.operator)
    assert response.status_code == 303
    await ops.done()
    assert await ops.value(Service.WORKFLOW, STATE, id=chosen) == "deleted"
    assert await ops.value(Service.WORKFLOW, STATE, id=other) == "dead"


@pytest.mark.parametrize("state", ["waiting", "dispatched", "retrying", "dead"])
async def test_a_deleted_job_is_never_done(ops: Ops, state: str) -> None:
    job = await ops.add(state, payload={"key": "TX1", "secret": {"nonce": "a", "ciphertext": "b"}})
    await ops.order("delete", ids=[str(job)])
    await ops.done()
    assert await ops.value(Service.WORKFLOW, STATE, id=job) == "deleted"
    settled = "SELECT settled_at IS NOT NULL AND dispatched_at IS NOT NULL FROM outbox"
    assert await ops.value(Service.HELPDESK, settled) is True
    assert await ops.value(Service.HELPDESK, "SELECT payload FROM outbox") == {"key": "TX1"}
    assert await ops.value(Service.HELPDESK, "SELECT count(*) FROM outbox") == 1


@pytest.mark.parametrize("kind", ["redrive", "delete"])
async def test_what_has_succeeded_is_left_alone(ops: Ops, kind: str) -> None:
    job = await ops.add("succeeded")
    assert (await ops.order(kind, ids=[str(job)])).status_code == 409
    assert await ops.value(Service.WORKFLOW, STATE, id=job) == "succeeded"


async def test_selected_jobs_of_several_services_are_recorded_with_each(ops: Ops) -> None:
    first = await ops.add("dead")
    second = await ops.add("dead", route=routes.APPLY_ADDRESS, producer=Service.AUTH)
    await ops.order("redrive", ids=[str(first), str(second)])
    await ops.done(2)
    assert await ops.value(Service.HELPDESK, DISPATCHED, id=first) is False
    assert await ops.value(Service.AUTH, DISPATCHED, id=second) is False
    page = (await ops.get("/operations")).text
    assert page.count("Olga Ops</bdi></td>") == 2
    assert page.count("1 done") == 2


async def test_a_search_leaves_alone_what_does_not_match_or_came_later(
    ops: Ops, settings: Settings
) -> None:
    matching = await ops.add("dead")
    retrying = await ops.add("retrying")
    another = await ops.add("dead", route=routes.APPLY_ROLE, producer=Service.AUTH)
    search = {"state": "dead", "queue": Queue.TICKET_TASKS.value}
    await ops.order("redrive", search=search)
    await ops.done()
    later = await ops.add("dead")
    assert await ops.value(Service.HELPDESK, DISPATCHED, id=matching) is False
    for job, service in ((retrying, Service.HELPDESK), (another, Service.AUTH)):
        assert await ops.value(service, DISPATCHED, id=job) is True
    assert await ops.value(Service.HELPDESK, DISPATCHED, id=later) is True


async def test_what_a_killed_console_left_is_carried_on_by_another(
    databases: dict[Service, Database],
    settings: Settings,
    fetch_keys: FetchKeys,
    tokens: Tokens,
) -> None:
    del databases
    async with Stores(settings, None).opened() as stores:
        service = OperationService(stores)
        number = 2 * BATCH + 1
        await _add_dead(stores, number)
        principal = from_claims(make_claims(full_name="Olga Ops"))
        preview = await service.ask_for(principal, Kind.REDRIVE, DEAD)
        assert preview.expected == number
        assert await service.step(Service.WORKFLOW)
        assert await _waiting(stores) == BATCH
        async with console(settings, fetch_keys) as client:
            ops = Ops(client, {s: stores[s] for s in Service}, tokens)
            await ops.done()
            assert await _waiting(stores) == number
            assert f"{number} done" in (await ops.get("/operations")).text


async def test_several_consoles_do_each_batch_once(
    databases: dict[Service, Database], settings: Settings
) -> None:
    del databases
    async with Stores(settings, None).opened() as one, Stores(settings, None).opened() as two:
        services = [OperationService(one), OperationService(two)]
        await _add_dead(one, 3 * BATCH)
        principal = from_claims(make_claims())
        await services[0].ask_for(principal, Kind.REDRIVE, DEAD)
        while any(await asyncio.gather(*(s.step(Service.WORKFLOW) for s in services))):
            pass
        [operation] = (await services[0].record(None, 10)).operations
        assert operation.done == operation.expected == 3 * BATCH
        assert operation.finished_at is not None


async def test_a_queue_is_paused_for_every_sender_and_resumed(ops: Ops) -> None:
    queue = Queue.TICKET_TASKS
    count = "SELECT count(*) FROM paused_queues"
    assert "relay leaves" in (await ops.get("/operations/new", kind="pause", paused=queue)).text
    for _ in range(2):
        await ops.order("pause", queue=queue)
    await ops.done(2)
    assert [await ops.value(service, count) for service in Service] == [1] * 5
    assert "kind=resume&amp;paused=TICKET_TASKS_PRODUCTION" in (await ops.get("/overview")).text
    await ops.order("resume", queue=queue)
    await ops.done(3)
    assert [await ops.value(service, count) for service in Service] == [0] * 5


async def test_the_record_is_paged(ops: Ops) -> None:
    for _ in range(3):
        await ops.order("pause", queue=Queue.MAIL.value)
    await ops.done(3)
    page = (await ops.get("/operations", limit=2)).text
    assert page.count("queue notification-queue</th>") == 2
    [cursor] = re.findall(r"cursor=([\w-]+)\"", page)
    older = (await ops.get("/operations", limit=2, cursor=cursor)).text
    assert older.count("queue notification-queue</th>") == 1


async def _add_dead(stores: Stores, number: int) -> None:
    """Many dead jobs of workflow that helpdesk sent."""
    ids = [UUID(int=(0x01900000 << 96) | (0x7 << 76) | (0b10 << 62) | n) for n in range(number)]
    async with stores[Service.HELPDESK].transaction() as session:
        connection = await (await session.connection()).get_raw_connection()
        assert connection.driver_connection is not None
        await connection.driver_connection.execute(
            "INSERT INTO outbox (id, queue, actor, payload, correlation_id, dispatched_at) "
            "SELECT unnest($1::uuid[]), 'TICKET_TASKS_PRODUCTION', 'a', '{}', '', now()",
            ids,
        )
    async with stores[Service.WORKFLOW].transaction() as session:
        connection = await (await session.connection()).get_raw_connection()
        assert connection.driver_connection is not None
        await connection.driver_connection.execute(
            "INSERT INTO inbox (id, queue, actor, state, started_at) "
            "SELECT unnest($1::uuid[]), 'TICKET_TASKS_PRODUCTION', 'a', 'dead', now()",
            ids,
        )


async def _waiting(stores: Stores) -> int:
    answers = await stores.ask(_count_waiting, [Service.HELPDESK])
    return answers.by_service[Service.HELPDESK]


async def _count_waiting(session: AsyncSession) -> int:
    found = await session.scalar(text("SELECT count(*) FROM outbox WHERE dispatched_at IS NULL"))
    return int(found)
