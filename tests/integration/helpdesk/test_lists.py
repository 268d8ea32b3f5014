"""Filters and sorts of the list of tickets, each also page by page."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Any, get_args

import pytest

from tasks.helpdesk import apply_step, decide_status
from tests.factories import make_claims
from tests.integration.helpdesk.conftest import Caller, proposal, tell
from tests.integration.helpdesk.test_statements import counted
from tests.integration.helpdesk.test_tickets import numbers
from tests.integration.helpdesk.test_work import step
from tts_contracts.permissions import Permission
from tts_contracts.tickets import Priority, TicketStatus
from tts_helpdesk.catalog.seed import PRIORITIES
from tts_helpdesk.tickets import lists
from tts_helpdesk.tickets.models import URGENCY
from tts_helpdesk.tickets.schemas import Sort, TicketFilter
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.identity.principal import from_claims
from tts_kit.ids import uuid7

SORTS = [sort.value for sort in Sort]


async def pages(who: Caller, limit: int, **params: Any) -> list[str]:
    """Every number of a list, read in pages."""
    read: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        response = await who.get("/tickets", limit=str(limit), **params, **cursor)
        assert response.status_code == 200, response.text
        page = response.json()
        read += [item["number"] for item in page["items"]]
        if page["next_cursor"] is None:
            return read
        cursor = {"cursor": page["next_cursor"]}


@pytest.fixture
async def world(
    employee: Caller, other_employee: Caller, coordinator: Caller, agent: Caller, database: Database
) -> list[dict[str, Any]]:
    """Ten tickets of two people in several states, as a coordinator lists them."""
    priorities = ("Low", "Critical", "High", None, "Critical", None, "Medium", "High", "Low", None)
    for place, priority in enumerate(priorities):
        who = employee if place % 2 else other_employee
        other = {} if place % 3 else {"category": "Others", "sub_category": None}
        number = (await who.submit(**other))["number"]
        if priority is None:
            continue
        department = "Asset Department" if place % 4 == 0 else "IT Department"
        await coordinator.act(number, "approve", priority=priority, department=department)
        if place in (1, 2, 6):
            due = step(number, uuid7(), 9 - place, "Triage", agent.person)
            await tell(database, apply_step, due)
        if place in (2, 7):
            await tell(database, decide_status, proposal(number, TicketStatus.RESOLVED))
    found: list[dict[str, Any]] = (await coordinator.get("/tickets")).json()["items"]
    assert len(found) == 10
    return found


def expected(tickets: Sequence[dict[str, Any]], sort: str) -> list[str]:
    """The numbers as the sort promises them."""
    oldest = sorted(tickets, key=lambda t: t["number"])
    match sort:
        case "-created":
            chosen = oldest[::-1]
        case "created":
            chosen = oldest
        case "-updated":
            chosen = sorted(oldest[::-1], key=lambda t: t["updated_at"], reverse=True)
        case "priority":
            rank = {name: place for place, name in enumerate(URGENCY)}
            chosen = sorted(oldest, key=lambda t: rank.get(t["priority"], 9))
        case _:
            chosen = sorted(oldest, key=lambda t: t["due_at"] or "9")
    return [t["number"] for t in chosen]


@pytest.mark.parametrize("sort", SORTS)
async def test_a_sort_is_kept_over_pages_by_whatever_is_filtered(
    world: list[dict[str, Any]],
    employee: Caller,
    coordinator: Caller,
    agent: Caller,
    sort: str,
) -> None:
    def of(part: str, who: Caller) -> list[dict[str, Any]]:
        return [t for t in world if t[part] and t[part]["id"] == str(who.id)]

    def where(**fits: Any) -> list[dict[str, Any]]:
        return [t for t in world if all(t[name] in given for name, given in fits.items())]

    asked: list[tuple[Caller, dict[str, Any], list[dict[str, Any]]]] = [
        (coordinator, {}, world),
        (coordinator, {"status": "New"}, where(status=["New"])),
        (coordinator, {"status": ["New", "Open"]}, where(status=["New", "Open"])),
        (coordinator, {"status": ["Closed", "On Hold"]}, []),
        (coordinator, {"priority": "Critical"}, where(priority=["Critical"])),
        (coordinator, {"department": "IT Department"}, where(department=["IT Department"])),
        (
            coordinator,
            {"category": "Others", "status": ["Open", "New"]},
            where(category=["Others"], status=["Open", "New"]),
        ),
        (coordinator, {"requester": "me"}, []),
        (coordinator, {"owner": "me"}, of("owner", coordinator)),
        (employee, {}, of("requester", employee)),
        (employee, {"requester": "me"}, of("requester", employee)),
        (employee, {"owner": "me"}, []),
        (
            employee,
            {"status": ["New", "Resolved"]},
            [t for t in of("requester", employee) if t["status"] in ("New", "Resolved")],
        ),
        (agent, {"assignee": "me"}, of("assignee", agent)),
        (agent, {}, of("assignee", agent)),
    ]
    for (who, filters, wanted), limit in product(asked, (2, 50)):
        found = await pages(who, limit, sort=sort, **filters)
        assert found == expected(wanted, sort), (filters, limit)
    assert len(of("assignee", agent)) == 3


async def test_a_list_is_one_statement_however_it_is_filtered_and_sorted(
    world: list[dict[str, Any]], coordinator: Caller, database: Database
) -> None:
    some: list[dict[str, Any]] = [{}, {"owner": "me"}, {"status": ["New", "Open"]}]
    for sort, filters in product(SORTS, some):
        async with counted(database) as statements:
            await coordinator.get("/tickets", sort=sort, **filters)
        assert len(statements) == 1


async def test_a_search_is_filtered_like_a_list(
    world: list[dict[str, Any]], coordinator: Caller
) -> None:
    filters = {"status": ["New", "Open"], "priority": "High", "owner": "me"}
    found = await pages(coordinator, 1, q="printer", **filters)
    assert sorted(found) == sorted(await numbers(coordinator, **filters))
    assert await numbers(coordinator, q="printer", department="Budget Department") == []


async def test_a_search_takes_no_sort(employee: Caller) -> None:
    await employee.submit()
    assert len(await numbers(employee, q="printer", sort="-created")) == 1
    refused = await employee.get("/tickets", q="printer", sort="due")
    assert refused.status_code == 422
    assert [e["field"] for e in refused.json()["errors"]] == ["sort"]


@pytest.mark.parametrize(
    "params",
    [
        {"status": ["New", "Banana"]},
        {"status": ["New"] * 9},
        {"priority": "Urgent"},
        {"requester": "you"},
        {"owner": ""},
        {"assignee": str(uuid7())},
        {"sort": "subject"},
        {"sort": "-due"},
        {"category": "x" * 101},
        {"department": "x" * 101},
    ],
)
async def test_what_is_not_in_the_closed_list_is_refused(
    employee: Caller, params: dict[str, Any]
) -> None:
    assert (await employee.get("/tickets", **params)).status_code == 422


async def test_a_cursor_continues_only_the_list_it_came_from(coordinator: Caller) -> None:
    for _ in range(2):
        await coordinator.submit()
    here = {"status": ["New", "Open"], "sort": "due", "limit": "1"}
    cursor = (await coordinator.get("/tickets", **here)).json()["next_cursor"]
    others: list[dict[str, Any]] = [
        here | {"sort": "-created"},
        here | {"sort": "priority"},
        here | {"status": "New"},
        here | {"requester": "me"},
        here | {"category": "IT Support"},
    ]
    for other in others:
        refused = await coordinator.get("/tickets", **other, cursor=cursor)
        assert refused.status_code == 422, other
        assert "cursor" in refused.json()["detail"]
    swapped = here | {"status": ["Open", "New"]}
    assert (await coordinator.get("/tickets", **swapped, cursor=cursor)).status_code == 200


async def test_a_cursor_of_a_search_continues_only_that_search(employee: Caller) -> None:
    for _ in range(2):
        await employee.submit()
    page = (await employee.get("/tickets", q="printer", limit="1")).json()
    cursor = page["next_cursor"]
    assert (await employee.get("/tickets", q="fire", cursor=cursor)).status_code == 422
    assert len(await numbers(employee, q="printer", cursor=cursor)) == 1


async def test_a_ticket_changed_while_paging_is_not_lost_by_a_sort_that_it_does_not_move_in(
    employee: Caller, coordinator: Caller
) -> None:
    made = [(await employee.submit())["number"] for _ in range(3)]
    page = (await coordinator.get("/tickets", sort="created", limit="1")).json()
    with clock.at(clock.now() + timedelta(seconds=5)):
        await coordinator.approve(made[2])
    rest = await numbers(coordinator, sort="created", cursor=page["next_cursor"])
    assert rest == made[1:]


def test_urgency_is_the_catalogues_rank() -> None:
    assert PRIORITIES[::-1] == URGENCY
    assert set(URGENCY) == set(get_args(Priority))


def test_a_statement_is_compiled_once_and_only_so_many_are_kept() -> None:
    caller = from_claims(make_claims(permissions=[Permission.TICKET_READ_ALL]))
    some = lists.Shape.of(caller, TicketFilter(statuses=(TicketStatus.NEW, TicketStatus.OPEN)))
    others = lists.Shape.of(caller, TicketFilter(statuses=(TicketStatus.CLOSED, TicketStatus.NEW)))
    first = lists.list_query(some, Sort.DUE, after=False)
    assert lists.list_query(others, Sort.DUE, after=False) is first
    assert lists.list_query.cache_parameters()["maxsize"] == 256
