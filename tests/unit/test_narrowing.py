"""The rule by which migrations are checked."""

import pytest

from tests.narrowing import narrowing


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DROP TABLE things", "drops a table"),
        ("ALTER TABLE things ADD COLUMN a int, DROP COLUMN b", "drops a column"),
        ("ALTER TABLE things RENAME COLUMN a TO b", "renames"),
        ("ALTER TABLE things RENAME TO others", "renames"),
        ("ALTER TABLE things ALTER COLUMN a TYPE text", "changes a column's type"),
        ("ALTER TABLE things ALTER COLUMN a SET NOT NULL", "forbids nulls"),
        ("ALTER TABLE things ALTER a DROP DEFAULT", "takes a default away"),
        ("ALTER TABLE things\n  ADD COLUMN a int NOT NULL", "adds a column that must be given"),
        (
            "ALTER TABLE things ADD COLUMN a int NOT NULL, ADD COLUMN b int NOT NULL DEFAULT 1",
            "adds a column that must be given",
        ),
    ],
)
def test_what_the_version_before_would_not_bear_is_found(statement: str, what: str) -> None:
    assert narrowing(statement) == [what]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE things (id uuid NOT NULL CONSTRAINT pk_things PRIMARY KEY)",
        "CREATE INDEX ix_things ON things (a) WHERE a IS NOT NULL",
        "DROP INDEX ix_things",
        "ALTER TABLE things ADD COLUMN a int, ADD COLUMN b int NOT NULL DEFAULT 1",
        "ALTER TABLE things ADD COLUMN a int DEFAULT 1 NOT NULL",
        "ALTER TABLE things ADD COLUMN a int NOT NULL GENERATED ALWAYS AS (b + 1) STORED",
        "ALTER TABLE things ADD COLUMN a int; -- DROP COLUMN b comes later",
    ],
)
def test_what_only_adds_passes(statement: str) -> None:
    assert narrowing(statement) == []
