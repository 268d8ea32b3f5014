"""Search over number, subject, description and conversation."""

import os
from collections.abc import AsyncIterator

import asyncpg
import pytest

from tasks.helpdesk import record_message
from tests.conftest import Tokens, serving
from tests.factories import make_settings
from tests.integration.helpdesk.conftest import COORDINATOR, EMPLOYEE, Caller, tell
from tests.integration.helpdesk.test_tickets import numbers
from tests.searches import FOUND, PAIRS
from tts_contracts.base import Person
from tts_contracts.conversations import MessagePosted, Visibility
from tts_contracts.queues import Service
from tts_helpdesk.app import create_app
from tts_helpdesk.catalog.seed import seed_catalog
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.ids import uuid7
from tts_kit.migrate import upgrade, with_database
from tts_kit.settings import Settings


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


async def test_a_number_is_found_as_people_write_it(employee: Caller) -> None:
    number = (await employee.submit())["number"]
    other = (await employee.submit(subject="Again", description=f"See {number}."))["number"]
    for text in (f"#{number}", number.lower(), number[2:], f" {number}, "):
        assert set(await numbers(employee, q=text)) == {number, other}, text
    for text in (f"{number} smoke", f"printer #{number.lower()}", f"fire {number[2:]}"):
        assert await numbers(employee, q=text) == [number], text
    assert await numbers(employee, q=f"{number} scanner") == []


async def test_a_ticket_is_found_by_the_start_of_its_words(employee: Caller) -> None:
    number = (await employee.submit(subject="Projector flickers", description="In room B-12"))[
        "number"
    ]
    for text in ("projector", "proj flick", "room flickers", "B-12"):
        assert await numbers(employee, q=text) == [number], text
    assert await numbers(employee, q="projector burns") == []


@pytest.mark.parametrize(("subject", "search"), PAIRS)
async def test_a_word_that_a_reader_sees_is_found_by_its_start(
    employee: Caller, subject: str, search: str
) -> None:
    await employee.submit()
    number = (await employee.submit(subject=subject))["number"]
    assert await numbers(employee, q=search) == [number]


@pytest.fixture(params=["C", "C.UTF-8"])
async def settings_of_a_locale(
    request: pytest.FixtureRequest, worker_id: str
) -> AsyncIterator[Settings]:
    """Settings with a database of this test alone, made under a locale."""
    server = os.environ["TTS_DATABASE_URL"]
    name = f"test_{os.environ['TTS_TEST_RUN']}_{worker_id}_locale"
    admin = await asyncpg.connect(server)
    await admin.execute(
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE '{request.param}'"
    )
    url = with_database(server, name)
    await upgrade(Service.HELPDESK, url)
    yield make_settings(worker_id, service_database_urls={Service.HELPDESK.value: url})
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


async def test_a_search_finds_the_same_on_a_cluster_of_any_locale(
    settings_of_a_locale: Settings, fetch_keys: FetchKeys, tokens: Tokens
) -> None:
    app = create_app(settings_of_a_locale, fetch_keys=fetch_keys)
    async with serving(app) as client:
        async with app.state.database.transaction() as session:
            await seed_catalog(session)
        made = {}
        for subject in FOUND:
            employee = Caller(client, tokens, EMPLOYEE)
            made[subject] = (await employee.submit(subject=subject))["number"]
        for subject, search in PAIRS:
            coordinator = Caller(client, tokens, COORDINATOR)
            assert made[subject] in await numbers(coordinator, q=search), search


async def test_a_long_paste_is_searched_by_its_first_ten_words(employee: Caller) -> None:
    number = (await employee.submit(subject="one two three four five six seven"))["number"]
    text = "one two three four five six seven smoke comes out " + "of the tray it is " * 90
    assert await numbers(employee, q=text) == [number]
    response = await employee.get("/tickets", q="x" * 2_001)
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert error == {"field": "q", "message": "Write at most 2000 characters."}


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
