"""The queue of unmatched tickets over HTTP."""

from tests.integration.workflow.conftest import Desk
from tts_kit.ids import uuid7


async def test_unmatched_tickets_are_for_coordinators_and_admins(desk: Desk) -> None:
    assert (await desk.client.get("/unmatched")).status_code == 401
    assert (await desk.get("/unmatched", uuid7(), "Agent")).status_code == 403
    coordinator = desk.tokens.headers(("hdts", "Ticket Coordinator"))
    assert (await desk.client.get("/unmatched", headers=coordinator)).status_code == 200


async def test_unmatched_tickets_are_listed_longest_waiting_first(desk: Desk) -> None:
    keys = [(await desk.open_ticket(category="Catering")).key for _ in range(5)]
    seen: list[str] = []
    cursor = ""
    while True:
        body = (await desk.get(f"/unmatched?limit=2{cursor}", uuid7(), "Admin")).json()
        seen += [row["ticket"] for row in body["items"]]
        if body["next_cursor"] is None:
            break
        cursor = f"&cursor={body['next_cursor']}"
    assert seen == keys


async def test_a_cursor_of_another_list_is_refused(desk: Desk) -> None:
    assert (await desk.get("/unmatched?cursor=abc", uuid7(), "Admin")).status_code == 422
