"""Messages that nobody could read, and what operators do about them."""

import json
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import insert

from tasks.publishers import Outgoing
from tests.integration.tasks.console.conftest import Ops
from tts_contracts import routes
from tts_contracts.queues import Queue, Service
from tts_kit.ids import uuid7
from tts_kit.tables import strays

SENT = "SELECT queue || ' ' || actor || ' ' || correlation_id FROM outbox WHERE id = :id"
COUNT = "SELECT count(*) FROM strays"


async def add(ops: Ops, body: bytes, service: Service = Service.WORKFLOW) -> UUID:
    stray_id = uuid7()
    row = {"id": stray_id, "queue": Queue.ROLE_SYNC.value, "body": body, "reason": "No message"}
    async with ops.databases[service].transaction() as session:
        await session.execute(insert(strays).values(row))
    return stray_id


def message() -> Outgoing:
    return Outgoing(uuid7(), Queue.ROLE_SYNC, routes.APPLY_ROLE.actor, {"key": "r"}, "req-7", 0)


async def test_what_could_not_be_read_is_shown_as_far_as_it_is_text(ops: Ops) -> None:
    stray = await add(ops, b"<b>hi</b>\xff")
    for path in ("/unreadable", f"/unreadable/{stray}"):
        page = (await ops.get(path)).text
        assert "&lt;b&gt;hi&lt;/b&gt;\\xff" in page
        assert "No message" in page


async def test_the_pages_follow_each_other_over_all_services(ops: Ops) -> None:
    first = await add(ops, b"1")
    second = await add(ops, b"2", Service.NOTIFY)
    page = (await ops.get("/unreadable", limit=1)).text
    assert str(second) in page
    assert str(first) not in page
    older = page.split('rel="next" href="/ops')[1].split('"')[0].replace("&amp;", "&")
    assert str(first) in (await ops.get(older)).text


async def test_a_long_body_is_cut(ops: Ops) -> None:
    stray = await add(ops, b"x" * 30_000)
    page = (await ops.get(f"/unreadable/{stray}")).text
    assert "first 20000 bytes" in page
    assert len(page) < 25_000


async def test_what_can_be_read_by_now_is_sent_again_under_its_id(ops: Ops) -> None:
    mended = message()
    stray = await add(ops, mended.encode())
    junk = await add(ops, b"junk")
    preview = await ops.get("/operations/new", kind="redrive", stray=[str(stray), str(junk)])
    assert "<strong>1</strong> message\n" in preview.text
    answer = await ops.order("redrive", strays=[str(stray), str(junk)])
    assert answer.status_code == 303
    await ops.done()
    sent = await ops.value(Service.WORKFLOW, SENT, id=mended.id)
    assert sent == f"{Queue.ROLE_SYNC} {routes.APPLY_ROLE.actor} req-7"
    assert await ops.value(Service.WORKFLOW, COUNT) == 1
    assert "redrive 1 unreadable" in (await ops.get("/operations")).text


async def test_what_still_cannot_be_read_is_not_sent(ops: Ops) -> None:
    junk = await add(ops, b"junk")
    refused = await ops.client.get(
        "/operations/new", params={"kind": "redrive", "stray": str(junk)}, headers=ops.operator
    )
    assert refused.status_code == 409
    assert await ops.value(Service.WORKFLOW, COUNT) == 1


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
@pytest.mark.parametrize("place", ["payload", "correlation_id"])
async def test_what_no_database_keeps_stays_and_holds_up_nothing(
    ops: Ops, place: str, text: str
) -> None:
    payload = {"key": text} if place == "payload" else {}
    name, correlation_id = str(uuid7()), text if place == "correlation_id" else ""
    body = json.dumps(
        msgspec.json.decode(message().encode())
        | {"message_id": name, "args": [name, correlation_id, payload]}
    )
    mended = message()
    both = [await add(ops, body.encode()), await add(ops, mended.encode())]
    await ops.order("redrive", strays=[str(stray) for stray in both])
    await ops.done()
    assert await ops.value(Service.WORKFLOW, COUNT) == 1
    assert await ops.value(Service.WORKFLOW, SENT, id=mended.id)


async def test_what_is_deleted_is_gone_from_each_service(ops: Ops) -> None:
    both = [await add(ops, b"1"), await add(ops, b"2", Service.NOTIFY)]
    await ops.order("delete", strays=[str(stray) for stray in both])
    await ops.done(2)
    for service in (Service.WORKFLOW, Service.NOTIFY):
        assert await ops.value(service, COUNT) == 0
    assert "Every message could be read." in (await ops.get("/unreadable")).text
