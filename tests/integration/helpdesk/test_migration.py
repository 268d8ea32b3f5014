"""What the migrations make of tickets that are there already."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import asyncpg
import pytest

from tts_contracts.queues import Service
from tts_kit.ids import uuid7
from tts_kit.migrate import upgrade, with_database
from tts_kit.search import to_tsquery

DUE = datetime(2026, 3, 1, tzinfo=UTC)
_CATALOGUE = """
INSERT INTO departments VALUES ('IT', 1);
INSERT INTO categories (name, position, department) VALUES ('Others', 1, 'IT');
INSERT INTO priorities VALUES ('Critical', 3);
"""
_SEARCHED = """
SELECT number FROM tickets WHERE search @@ $1::text::tsquery ORDER BY number
"""
_TICKET = """
INSERT INTO tickets (id, number, subject, description, category, form, status, priority, due_at,
                     requester_id, requester_name, revision, created_at, updated_at)
VALUES ($1, $2, '', '', 'Others', '{}', $3, $4, $5, $1, '', 1, now(), now())
"""


@pytest.fixture
async def url(worker_id: str) -> AsyncIterator[str]:
    """An empty database of this test alone."""
    server = os.environ["TTS_DATABASE_URL"]
    name = f"test_{os.environ['TTS_TEST_RUN']}_{worker_id}_before"
    admin = await asyncpg.connect(server)
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield with_database(server, name)
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


async def test_tickets_that_are_there_are_counted_and_sorted(url: str) -> None:
    await upgrade(Service.HELPDESK, url, "0002")
    connection = await asyncpg.connect(url, server_settings={"timezone": "UTC"})
    await connection.execute(_CATALOGUE)
    await connection.execute(_TICKET, uuid7(), "TX1", "New", None, None)
    await connection.execute(_TICKET, uuid7(), "TX2", "New", "Critical", DUE)
    await connection.execute(_TICKET, uuid7(), "TX3", "Resolved", "Critical", None)
    await connection.execute(
        "INSERT INTO timers (id, owner, kind, due_at) VALUES ($1, 'TX3', 'auto_close', $2)",
        uuid7(),
        DUE,
    )
    await upgrade(Service.HELPDESK, url)
    counts = await connection.fetch("SELECT status, count FROM status_counts ORDER BY 1")
    assert [tuple(row) for row in counts] == [("New", 2), ("Resolved", 1)]
    rows = await connection.fetch(
        "SELECT urgency, due_order = 'infinity', due_order = due_at, closes_at"
        " FROM tickets ORDER BY number"
    )
    assert [tuple(row) for row in rows] == [
        (4, True, None, None),
        (0, False, True, None),
        (0, True, None, DUE),
    ]
    await connection.close()


async def test_tickets_that_are_there_are_found_by_their_words(url: str) -> None:
    await upgrade(Service.HELPDESK, url, "0011")
    connection = await asyncpg.connect(url)
    await connection.execute(_CATALOGUE)
    for number in range(1_003):
        await connection.execute(_TICKET, uuid7(), f"TX{number:04}", "New", None, None)
    await connection.execute(
        "UPDATE tickets SET subject = 'printer/scanner', excerpt = '<undefined>'"
        " WHERE number IN ('TX0000', 'TX1002')"
    )
    await upgrade(Service.HELPDESK, url)
    for query in (to_tsquery("scanner undefined"), "tx0000 | tx1002"):
        found = await connection.fetch(_SEARCHED, query)
        assert [row["number"] for row in found] == ["TX0000", "TX1002"], query
    await connection.close()
