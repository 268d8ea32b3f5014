"""Filters, orders and counters of the work."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from tests.integration.workflow.conftest import Desk
from tests.searches import PAIRS
from tts_contracts.tickets import TicketStatus
from tts_kit import clock
from tts_kit.ids import uuid7

#: Past, for the clock of who verifies a token's `iat` is not ours to set.
NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)


async def subjects(desk: Desk, query: str, limit: int = 2) -> list[str]:
    """Of all tasks that a query finds, page by page, as an admin sees them."""
    admin = uuid7()
    seen: list[str] = []
    cursor = ""
    while True:
        response = await desk.get(f"/tasks?limit={limit}&{query}{cursor}", admin, "Admin")
        body = response.json()
        seen += [row["subject"] for row in body["items"]]
        if body["next_cursor"] is None:
            return seen
        cursor = f"&cursor={body['next_cursor']}"


async def test_a_row_has_what_a_list_shows(desk: Desk) -> None:
    await desk.hire("Agent")
    await desk.open_ticket(category="Others")
    row = (await desk.get("/tasks", uuid7(), "Admin")).json()["items"][0]
    assert (row["category"], row["department"]) == ("Others", "IT Department")
    assert row["step"] == {"id": "triage", "name": "Triage", "role": "Agent"}
    assert row["sla"]["state"] == "running"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("-created", ["e", "d", "c", "b", "a"]),
        ("priority", ["b", "d", "c", "e", "a"]),
        ("due", ["b", "d", "c", "e", "a"]),
    ],
)
async def test_every_order_pages_through_every_task_once(
    desk: Desk, sort: str, expected: list[str]
) -> None:
    await desk.hire("Agent")
    priorities = {"a": "Low", "b": "Critical", "c": "High", "d": "Critical", "e": "Medium"}
    for hour, (subject, priority) in enumerate(priorities.items()):
        with clock.at(NOON + timedelta(hours=hour)):
            await desk.open_ticket(subject=subject, priority=priority)
    assert await subjects(desk, f"sort={sort}") == expected


async def test_what_is_not_due_comes_last(desk: Desk) -> None:
    await desk.hire("Agent")
    for subject, status in (
        ("held", TicketStatus.ON_HOLD),
        ("held too", TicketStatus.ON_HOLD),
        ("runs", TicketStatus.OPEN),
        ("held as well", TicketStatus.ON_HOLD),
    ):
        await desk.open_ticket(subject=subject, status=status)
    expected = ["runs", "held", "held too", "held as well"]
    for limit in (1, 2, 4):
        assert await subjects(desk, "sort=due", limit) == expected


async def test_filters_narrow_alone_and_together(desk: Desk) -> None:
    await desk.hire("Agent")
    await desk.open_ticket(subject="laptop", priority="Low")
    await desk.open_ticket(subject="held", status=TicketStatus.ON_HOLD, category="Others")
    await desk.open_ticket(
        subject="asset", category="Asset Check In", department="Asset Department"
    )
    workflows = (await desk.get("/workflows?q=Others", uuid7())).json()["items"]
    expected = {
        "status=on_hold": ["held"],
        "status=on_hold&status=waiting": ["asset", "held"],
        "priority=Low": ["laptop"],
        f"role={desk.roles['Admin']}": ["asset"],
        f"workflow={workflows[0]['id']}": ["held"],
        "sla=paused": ["held"],
        "sla=running": ["asset", "laptop"],
        "sla=running&priority=Low": ["laptop"],
        "assignee=none": ["asset"],
        f"assignee=none&role={desk.roles['Agent']}": [],
    }
    for query, found in expected.items():
        for sort in ("-created", "due", "priority"):
            answer = await subjects(desk, f"{query}&sort={sort}")
            assert sorted(answer) == found, (query, sort)


async def test_a_search_finds_numbers_by_their_start_and_words_of_the_subject(desk: Desk) -> None:
    await desk.hire("Agent")
    first = await desk.open_ticket(subject="The printer is on fire")
    other = await desk.open_ticket(subject="A printed page")
    assert await subjects(desk, f"q={first.key.lower()}") == [first.subject]
    assert len(await subjects(desk, "q=tx2026")) == 2
    assert await subjects(desk, "q=fire PRINT") == [first.subject]
    assert await subjects(desk, "q=print&sort=priority") == [first.subject, other.subject]
    assert await subjects(desk, f"q={quote('!fire & (')}") == [first.subject]
    for nothing in ("water", "':* |", "%"):
        assert await subjects(desk, f"q={quote(nothing)}") == []


@pytest.mark.parametrize(("subject", "search"), PAIRS)
async def test_a_word_that_a_reader_sees_is_found_by_its_start(
    desk: Desk, subject: str, search: str
) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket(subject=subject)
    await desk.open_ticket()
    digits = ticket.key.removeprefix("TX")
    for text in (search, f"#{ticket.key}", digits, f"{search} {ticket.key.lower()}"):
        assert await subjects(desk, f"q={quote(text)}") == [subject], text


@pytest.mark.parametrize(
    "query",
    [
        "sort=subject",
        "priority=Urgent",
        "sla=late",
        "role=x",
        "workflow=1",
        "q=",
        "status=done",
        "due_from=2025-03-04T00:00:00",
        "due_before=tomorrow",
    ],
)
async def test_filters_outside_the_closed_lists_are_refused(desk: Desk, query: str) -> None:
    assert (await desk.get(f"/tasks?{query}", uuid7())).status_code == 422


async def test_a_cursor_of_another_order_is_refused(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    for _ in range(2):
        await desk.open_ticket()
    cursor = (await desk.get("/tasks?limit=1&sort=due", agent)).json()["next_cursor"]
    wrong = await desk.get(f"/tasks?limit=1&sort=priority&cursor={cursor}", agent)
    assert wrong.status_code == 422


async def test_the_archive_has_what_one_acted_on_and_holds_no_more(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    done, given, untouched = [await desk.open_ticket() for _ in range(3)]
    for transition in ("submit", "resolve"):
        await desk.act(await desk.task(done), transition)
    colleague = await desk.hire("Agent")
    task = await desk.task(given)
    assert (await desk.post(f"/tasks/{task.id}/transfer", agent, to=str(colleague))).is_success
    rows = (await desk.get("/tasks?assignee=acted", agent)).json()["items"]
    assert [row["ticket"] for row in rows] == [given.key, done.key]
    completed = await desk.get("/tasks?assignee=acted&status=completed&sort=priority", agent)
    assert [row["ticket"] for row in completed.json()["items"]] == [done.key]
    assert (await desk.get("/tasks?assignee=acted", colleague)).json()["items"] == []
    mine = (await desk.get("/tasks?assignee=me", agent)).json()["items"]
    assert [row["ticket"] for row in mine] == [untouched.key]


async def test_work_taken_over_again_is_in_no_archive(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    await desk.act(await desk.task(ticket), "submit")
    assert (await desk.task(ticket)).assignee_id == agent
    assert (await desk.get("/tasks?assignee=acted", agent)).json()["items"] == []


async def test_counters_say_what_is_open_due_and_late(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    midnight = datetime(2025, 3, 4, tzinfo=UTC)
    for before, priority in ((13, "High"), (5, "High"), (1, "Low")):
        with clock.at(midnight - timedelta(hours=before)):
            await desk.open_ticket(priority=priority)
    with clock.at(midnight - timedelta(hours=1)):
        plain = (await desk.get("/tasks/counters", agent)).json()
        later = quote((midnight + timedelta(hours=5)).isoformat())
        far = (await desk.get(f"/tasks/counters?day_end={later}", agent)).json()
    assert plain == {"open": 3, "due_today": 0, "overdue": 1, "waiting": 0}
    assert far == {"open": 3, "due_today": 1, "overdue": 1, "waiting": 0}


async def test_a_list_is_narrowed_to_what_is_due_within_two_moments(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    midnight = datetime(2025, 3, 4, tzinfo=UTC)
    with clock.at(midnight):
        for subject, priority in (("soon", "Critical"), ("later", "High"), ("last", "Low")):
            await desk.open_ticket(subject=subject, priority=priority)
    rows = (await desk.get("/tasks?sort=due", agent)).json()["items"]
    first, second, _ = [quote(row["sla"]["due_at"]) for row in rows]
    assert await subjects(desk, f"due_before={second}") == ["soon"]
    assert await subjects(desk, f"due_from={second}") == ["last", "later"]
    assert await subjects(desk, f"due_from={first}&due_before={second}") == ["soon"]


async def test_counters_say_what_waits_for_ones_roles(desk: Desk) -> None:
    await desk.open_ticket()
    await desk.open_ticket(category="Asset Check In", department="Asset Department")
    agent = await desk.hire("Agent", available=False)
    assert (await desk.get("/tasks/counters", agent)).json()["waiting"] == 1


async def test_counters_are_for_those_who_work(desk: Desk) -> None:
    assert (await desk.client.get("/tasks/counters")).status_code == 401
    employee = desk.tokens.headers(("hdts", "Employee"))
    assert (await desk.client.get("/tasks/counters", headers=employee)).status_code == 403
    for wrong in ("x", "2025-03-04T00:00:00", "0001-01-01T00:00:00%2B14:00"):
        refused = await desk.get(f"/tasks/counters?day_end={wrong}", uuid7())
        assert refused.status_code == 422, wrong
