"""Search over number, subject, description and conversation."""

import pytest

from tasks.helpdesk import record_message
from tests.integration.helpdesk.conftest import Caller, tell
from tests.integration.helpdesk.test_tickets import numbers
from tts_contracts.base import Person
from tts_contracts.conversations import MessagePosted, Visibility
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.ids import uuid7


def message(number: str, text: str, visibility: Visibility = "public") -> MessagePosted:
    return MessagePosted(
        id=uuid7(),
        occurred_at=clock.now(),
        ticket=number,
        author=Person(id=uuid7(), full_name="Ann Lee"),
        part="staff",
        visibility=visibility,
        excerpt=text,
        first_staff_reply=False,
    )


async def test_a_ticket_is_found_by_the_start_of_its_number(employee: Caller) -> None:
    number = (await employee.submit())["number"]
    assert await numbers(employee, q=number) == [number]
    assert await numbers(employee, q=number[:6].lower()) == [number]
    assert await numbers(employee, q="TX1999") == []


async def test_a_ticket_is_found_by_the_start_of_its_words(employee: Caller) -> None:
    number = (await employee.submit(subject="Projector flickers", description="In room B-12"))[
        "number"
    ]
    for text in ("projector", "proj flick", "room flickers", "B-12"):
        assert await numbers(employee, q=text) == [number], text
    assert await numbers(employee, q="projector burns") == []


async def test_the_subject_weighs_more_than_the_description(employee: Caller) -> None:
    subject = (await employee.submit(subject="Scanner", description="Broken"))["number"]
    description = (await employee.submit(subject="Broken", description="The scanner"))["number"]
    assert await numbers(employee, q="scanner") == [subject, description]


async def test_search_pages_without_gaps(employee: Caller) -> None:
    made = {(await employee.submit())["number"] for _ in range(5)}
    read: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": "2", "q": "printer"} | ({"cursor": cursor} if cursor else {})
        page = (await employee.get("/tickets", **params)).json()
        read += [item["number"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(read) == 5
    assert set(read) == made


async def test_search_finds_only_what_the_caller_sees(
    employee: Caller, other_employee: Caller, coordinator: Caller
) -> None:
    number = (await employee.submit())["number"]
    assert await numbers(other_employee, q="printer") == []
    assert await numbers(other_employee, q=number) == []
    assert await numbers(coordinator, q="printer") == [number]
    assert await numbers(coordinator, q="printer", status="Closed") == []


@pytest.mark.parametrize("text", ["'", "\\", "' & !", ":*", "a'b\\c | d", "((", "\x00", "%", "<->"])
async def test_nothing_typed_is_an_operator(employee: Caller, text: str) -> None:
    await employee.submit()
    response = await employee.get("/tickets", q=text)
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        assert response.json()["items"] == []


async def test_a_ticket_is_found_by_what_was_said_in_public(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await tell(database, record_message, message(number, "Try the firmware update"))
    await tell(database, record_message, message(number, "He is a nuisance", "internal"))
    assert await numbers(employee, q="firmware printer") == [number]
    for who in (employee, coordinator):
        assert await numbers(who, q="nuisance") == []


async def test_messages_in_any_order_and_number_are_found_alike(
    employee: Caller, database: Database
) -> None:
    one, two = [(await employee.submit())["number"] for _ in range(2)]
    said = ["alpha", "beta", "gamma"]
    for text in said:
        await tell(database, record_message, message(one, text))
    late = [message(two, text) for text in said]
    for fact in [*late[::-1], *late]:
        await tell(database, record_message, fact)
    for text in said:
        assert set(await numbers(employee, q=text)) == {one, two}
