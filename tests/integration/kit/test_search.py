"""What is stored of a text, asked for by PostgreSQL itself."""

import os
from collections.abc import AsyncIterator

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.searches import PAIRS
from tts_kit.search import contains, to_tsquery, to_tsvector

_STATEMENT = "SELECT $1::text::tsvector @@ $2::text::tsquery"
_REUSED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
#: PostgreSQL keeps neither of the two.
_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)


@pytest.fixture
async def server() -> AsyncIterator[asyncpg.Connection]:
    """A connection that reads and writes nothing."""
    connection = await asyncpg.connect(os.environ["TTS_DATABASE_URL"])
    yield connection
    await connection.close()


async def finds(server: asyncpg.Connection, text: str, search: str) -> bool:
    found: bool = await server.fetchval(_STATEMENT, to_tsvector([("A", text)]), to_tsquery(search))
    return found


@pytest.mark.parametrize(("text", "search"), PAIRS)
async def test_a_word_that_a_reader_sees_is_found_by_its_start(
    server: asyncpg.Connection, text: str, search: str
) -> None:
    assert await finds(server, text, search)
    assert contains(text, search)


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("Page 2 of 3, version 1", "2.3.1"),
        ("Broken printer", "printer/scanner"),
        ("Broken printer", "rinter"),
        ("A room, and 12 people", "room-12"),
        ("Update to v2.3.1", "2.31"),
        ("Broken printer", "printer tray"),
        ("", "printer"),
        ("Broken printer", ""),
        ("Broken printer", "' | 'x"),
        ("A 240 V adapter", '24"'),
        ("See you", "C++"),
    ],
)
async def test_what_is_not_there_is_not_found(
    server: asyncpg.Connection, text: str, search: str
) -> None:
    assert not await finds(server, text, search)


async def test_the_exact_token_is_the_better_match(server: asyncpg.Connection) -> None:
    ranks = [
        await server.fetchval(
            "SELECT ts_rank($1::text::tsvector, $2::text::tsquery)",
            to_tsvector([("A", text)]),
            to_tsquery('24"'),
        )
        for text in ('A 24" screen', "24 screens")
    ]
    assert ranks[0] > ranks[1] > 0


@_REUSED
@given(text=_TEXT, data=st.data())
async def test_every_token_is_found_by_itself(
    server: asyncpg.Connection, text: str, data: st.DataObject
) -> None:
    tokens = text.split() or ["x"]
    token = data.draw(st.sampled_from(tokens))
    # A search of nothing visible finds nothing.
    if to_tsquery(token):
        assert await finds(server, f"{text} x", token)


@_REUSED
@given(search=_TEXT)
async def test_anything_may_be_typed(server: asyncpg.Connection, search: str) -> None:
    await finds(server, search, search)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"\U0001e900{n:x}\U0001e901.7" for n in range(9_000)),
        " ".join(f"{chr(0x10400 + n % 40) * 60}{n}" for n in range(9_000)),
        "\ufdfa" * 10_000,
        "a-" * 20_000,
        " ".join(f"{n}" for n in range(30_000)),
        "x" * 50_000,
    ],
)
async def test_no_text_is_more_than_can_be_stored(server: asyncpg.Connection, text: str) -> None:
    assert await finds(server, text, text[:40])
    assert await finds(server, text, text[:1_000])


async def test_a_search_is_for_its_first_ten_words(server: asyncpg.Connection) -> None:
    text = "one two three four five six seven eight nine ten"
    assert await finds(server, text, f"{text} eleven twelve")
    assert await finds(server, text.replace(" ", "-"), f"{text.replace(' ', '-')}-eleven")


async def test_digits_are_looked_for_as_a_number_of_a_series_as_well(
    server: asyncpg.Connection,
) -> None:
    stored = to_tsvector([("A", "TX20261201000012"), ("A", "Call 01761234567")])
    for search, found in {
        "20261201000012": True,
        "20261201": True,
        "#TX20261201000012": True,
        "tx20261201000012 call": True,
        "01761234567": True,
        "2026": False,
    }.items():
        query = to_tsquery(search, series="TX")
        assert await server.fetchval(_STATEMENT, stored, query) is found, search
