"""The caller's own notifications over HTTP."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest

from tests.conftest import Tokens
from tests.factories_notify import make_fact
from tests.integration.notify.conftest import MakeReader, Tell
from tts_contracts.notifications import NotificationRaised, NotificationType
from tts_kit import clock

ROUTES = [
    ("GET", "/notifications"),
    ("GET", "/notifications/unread-count"),
    ("POST", "/notifications/00000000-0000-7000-8000-000000000000/read"),
    ("POST", "/notifications/00000000-0000-7000-8000-000000000000/unread"),
    ("DELETE", "/notifications/00000000-0000-7000-8000-000000000000"),
    ("POST", "/notifications/read-all"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_nobody_reads_without_signing_in(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    assert (await client.request(method, path)).status_code == 401


async def test_a_notification_is_listed_in_its_owner_s_words(
    client: httpx.AsyncClient, tokens: Tokens, reader: UUID, fact: NotificationRaised
) -> None:
    response = await client.get("/notifications", headers=tokens.headers(sub=reader))
    assert response.status_code == 200
    (item,) = response.json()["items"]
    assert item | {"id": None, "created_at": None} == {
        "id": None,
        "type": "task_assignment",
        "ticket": fact.ticket,
        "subject": f"{fact.ticket} is assigned to you: Laptop broken",
        "body": f"You are to work on ticket {fact.ticket} in the step “Triage”.\nPriority: High",
        "data": fact.data,
        "read_at": None,
        "created_at": None,
    }


async def test_another_person_s_notifications_are_not_listed(
    client: httpx.AsyncClient, tokens: Tokens, fact: NotificationRaised
) -> None:
    response = await client.get("/notifications", headers=tokens.headers(("hdts", "Admin")))
    assert response.json() == {"items": [], "next_cursor": None}


async def test_pages_go_from_the_newest_to_the_oldest_and_each_comes_once(
    client: httpx.AsyncClient, tokens: Tokens, reader: UUID, tell: Tell
) -> None:
    facts = [make_fact(reader) for _ in range(5)]
    for fact in facts:
        await tell(fact)
    seen, cursor, pages = [], None, 0
    while cursor or not pages:
        response = await client.get(
            "/notifications",
            params={"limit": 2} | ({"cursor": cursor} if cursor else {}),
            headers=tokens.headers(sub=reader),
        )
        seen += [item["ticket"] for item in response.json()["items"]]
        cursor, pages = response.json()["next_cursor"], pages + 1
    assert seen == [fact.ticket for fact in reversed(facts)]
    assert pages == 3


async def test_a_list_is_narrowed_by_type_ticket_and_unread(
    client: httpx.AsyncClient, tokens: Tokens, reader: UUID, tell: Tell
) -> None:
    first, second = make_fact(reader), make_fact(reader, type=NotificationType.SLA_WARNING)
    await tell(first)
    await tell(second)
    headers = tokens.headers(sub=reader)

    async def tickets(**params: str) -> list[str]:
        response = await client.get("/notifications", params=params, headers=headers)
        return [item["ticket"] for item in response.json()["items"]]

    assert await tickets(type="sla_warning") == [second.ticket]
    assert await tickets(ticket=str(first.ticket)) == [first.ticket]
    assert await tickets(type="sla_warning", ticket=str(first.ticket), unread="true") == []
    newest = (await client.get("/notifications", headers=headers)).json()["items"][0]
    await client.post(f"/notifications/{newest['id']}/read", headers=headers)
    assert await tickets(unread="true") == [first.ticket]
    assert await tickets(unread="false") == [second.ticket]


@pytest.mark.parametrize(
    "params",
    [
        {"type": "gossip"},
        {"limit": "0"},
        {"limit": "201"},
        {"cursor": "nonsense"},
        {"ticket": "TX\x00"},
        {"unread": "perhaps"},
    ],
)
async def test_a_filter_that_does_not_exist_is_refused(
    client: httpx.AsyncClient, tokens: Tokens, params: dict[str, str]
) -> None:
    response = await client.get("/notifications", params=params, headers=tokens.headers())
    assert response.status_code == 422


async def test_the_first_reading_is_stamped_and_later_ones_change_nothing(
    client: httpx.AsyncClient, tokens: Tokens, reader: UUID, fact: NotificationRaised
) -> None:
    headers = tokens.headers(sub=reader)
    (item,) = (await client.get("/notifications", headers=headers)).json()["items"]
    path = f"/notifications/{item['id']}/read"
    moment = clock.now().replace(microsecond=0)
    with clock.at(moment):
        first = await client.post(path, headers=headers)
    with clock.at(moment + timedelta(seconds=60)):
        again = await client.post(path, headers=headers)
    assert (first.status_code, again.status_code) == (200, 200)
    assert datetime.fromisoformat(first.json()["read_at"]) == moment.astimezone(UTC)
    assert again.json() == first.json()
    assert (await client.get("/notifications/unread-count", headers=headers)).json() == {
        "unread": 0
    }


CHANGES = [("POST", "/read"), ("POST", "/unread"), ("DELETE", "")]


@pytest.mark.parametrize(("method", "action"), CHANGES)
async def test_another_person_s_notification_does_not_exist_for_the_caller(
    client: httpx.AsyncClient,
    tokens: Tokens,
    reader: UUID,
    fact: NotificationRaised,
    method: str,
    action: str,
) -> None:
    headers = tokens.headers(sub=reader)
    before = (await client.get("/notifications", headers=headers)).json()
    path = f"/notifications/{before['items'][0]['id']}{action}"
    response = await client.request(method, path, headers=tokens.headers(("tts", "Admin")))
    assert response.status_code == 404
    assert response.json()["code"] == "no_such_notification"
    assert (await client.get("/notifications", headers=headers)).json() == before
    assert (await client.get("/notifications/unread-count", headers=headers)).json() == {
        "unread": 1
    }


@pytest.mark.parametrize(("method", "action"), CHANGES)
async def test_an_absent_notification_is_not_found(
    client: httpx.AsyncClient, tokens: Tokens, method: str, action: str
) -> None:
    path = f"/notifications/00000000-0000-7000-8000-000000000000{action}"
    assert (await client.request(method, path, headers=tokens.headers())).status_code == 404
    junk = await client.request(method, f"/notifications/1{action}", headers=tokens.headers())
    assert junk.status_code in (404, 422)


async def test_what_was_read_can_be_kept_for_later(
    client: httpx.AsyncClient, tokens: Tokens, reader: UUID, fact: NotificationRaised
) -> None:
    headers = tokens.headers(sub=reader)
    (item,) = (await client.get("/notifications", headers=headers)).json()["items"]
    path = f"/notifications/{item['id']}"
    await client.post(f"{path}/read", headers=headers)
    for _ in range(2):
        response = await client.post(f"{path}/unread", headers=headers)
        assert (response.status_code, response.json()) == (200, item)
    count = await client.get("/notifications/unread-count", headers=headers)
    assert count.json() == {"unread": 1}


@pytest.mark.parametrize("read_first", [False, True])
async def test_what_is_removed_is_gone_and_counts_no_more(
    client: httpx.AsyncClient, tokens: Tokens, reader: UUID, tell: Tell, read_first: bool
) -> None:
    removed, left = make_fact(reader), make_fact(reader)
    await tell(left)
    await tell(removed)
    headers = tokens.headers(sub=reader)
    item, _ = (await client.get("/notifications", headers=headers)).json()["items"]
    path = f"/notifications/{item['id']}"
    if read_first:
        await client.post(f"{path}/read", headers=headers)
    first = await client.delete(path, headers=headers)
    assert (first.status_code, first.content) == (204, b"")
    assert (await client.delete(path, headers=headers)).status_code == 404
    await tell(removed)
    items = (await client.get("/notifications", headers=headers)).json()["items"]
    assert [item["ticket"] for item in items] == [left.ticket]
    count = await client.get("/notifications/unread-count", headers=headers)
    assert count.json() == {"unread": 1}


async def test_unread_counts_what_was_not_read(
    client: httpx.AsyncClient, tokens: Tokens, reader: UUID, tell: Tell
) -> None:
    headers = tokens.headers(sub=reader)

    async def unread() -> int:
        response = await client.get("/notifications/unread-count", headers=headers)
        count: int = response.json()["unread"]
        return count

    assert await unread() == 0
    for _ in range(3):
        await tell(make_fact(reader))
    assert await unread() == 3
    (item, *_) = (await client.get("/notifications", headers=headers)).json()["items"]
    await client.post(f"/notifications/{item['id']}/read", headers=headers)
    assert await unread() == 2
    answer = await client.post("/notifications/read-all", headers=headers)
    assert (answer.status_code, answer.json()) == (200, {"unread": 0})
    assert await unread() == 0
    items = (await client.get("/notifications", headers=headers)).json()["items"]
    assert all(item["read_at"] for item in items)


async def test_reading_all_leaves_other_people_s_alone(
    client: httpx.AsyncClient, tokens: Tokens, make_reader: MakeReader, tell: Tell
) -> None:
    ann, bob = await make_reader(), await make_reader()
    await tell(make_fact(ann, bob))
    await client.post("/notifications/read-all", headers=tokens.headers(sub=ann))
    response = await client.get("/notifications/unread-count", headers=tokens.headers(sub=bob))
    assert response.json() == {"unread": 1}
