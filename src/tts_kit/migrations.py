"""What every service's Alembic environment and first migration share."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from alembic import context, op
from sqlalchemy import MetaData, Uuid, bindparam, column, select, table
from sqlalchemy.dialects.postgresql import TSVECTOR

from tts_kit.search import Weight, to_tsvector
from tts_kit.tables import metadata as kit_metadata

#: Partitions are made by `tts_kit.migrate.ensure_partitions`, not by revisions.
_PARTITIONED = ("outbox_", "inbox_")


def run_env(metadata: MetaData) -> None:
    """Run migrations on the connection that the caller put into the configuration."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=[kit_metadata, metadata],
        include_name=_include_name,
        compare_type=True,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()


def _include_name(name: str | None, type_: str, _: Any) -> bool:
    return not (type_ == "table" and name is not None and name.startswith(_PARTITIONED))


#: Frozen: what the tables were at first. Later changes are revisions of each service.
_FIRST_TABLES = """
CREATE TABLE outbox (
    id uuid NOT NULL CONSTRAINT pk_outbox PRIMARY KEY,
    queue text NOT NULL,
    actor text NOT NULL,
    payload jsonb NOT NULL,
    correlation_id text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    not_before timestamptz,
    dispatched_at timestamptz,
    settled_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    last_error text
) PARTITION BY RANGE (id);
CREATE TABLE outbox_default PARTITION OF outbox DEFAULT;
CREATE INDEX ix_outbox_waiting ON outbox (id) WHERE dispatched_at IS NULL;
CREATE INDEX ix_outbox_unsettled ON outbox (id)
    WHERE dispatched_at IS NOT NULL AND settled_at IS NULL;

CREATE TABLE inbox (
    id uuid NOT NULL CONSTRAINT pk_inbox PRIMARY KEY,
    queue text NOT NULL,
    actor text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    error text
) PARTITION BY RANGE (id);
CREATE TABLE inbox_default PARTITION OF inbox DEFAULT;
CREATE INDEX ix_inbox_failed ON inbox (id) WHERE state <> 'succeeded';

CREATE TABLE timers (
    id uuid NOT NULL CONSTRAINT pk_timers PRIMARY KEY,
    owner text NOT NULL,
    kind text NOT NULL,
    threshold integer NOT NULL DEFAULT 0,
    generation integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    CONSTRAINT uq_timers_owner_kind_threshold_generation
        UNIQUE (owner, kind, threshold, generation)
);
CREATE INDEX ix_timers_due_at ON timers (due_at);

CREATE TABLE streams (
    name text NOT NULL CONSTRAINT pk_streams PRIMARY KEY,
    seq bigint NOT NULL
);
CREATE TABLE frames (
    stream text NOT NULL CONSTRAINT fk_frames_stream REFERENCES streams ON DELETE CASCADE,
    seq bigint NOT NULL,
    type text NOT NULL,
    data jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_frames PRIMARY KEY (stream, seq)
);
CREATE INDEX ix_frames_at ON frames (at);

CREATE TABLE idempotency_keys (
    subject uuid NOT NULL,
    key text NOT NULL,
    request bytea NOT NULL,
    status smallint NOT NULL,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_idempotency_keys PRIMARY KEY (subject, key)
);
CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at);
"""


def create_kit_tables() -> None:
    """First step of every service's first revision."""
    _execute(_FIRST_TABLES)


def drop_kit_tables() -> None:
    """Undo `create_kit_tables`."""
    op.execute("DROP TABLE idempotency_keys, frames, streams, timers, inbox, outbox")


#: Frozen: what operators need to find jobs, to pause queues and to act.
_OPERATORS = """
CREATE INDEX ix_outbox_queue_waiting ON outbox (queue, id) WHERE dispatched_at IS NULL;
CREATE INDEX ix_outbox_correlation_id ON outbox (correlation_id);
DROP INDEX ix_inbox_failed;
CREATE INDEX ix_inbox_failed ON inbox (state, id) WHERE state <> 'succeeded';
CREATE INDEX ix_inbox_failed_actor ON inbox (actor, state, id) WHERE state <> 'succeeded';
CREATE INDEX ix_inbox_actor ON inbox (actor, id);

CREATE TABLE paused_queues (
    queue text NOT NULL CONSTRAINT pk_paused_queues PRIMARY KEY
);
CREATE TABLE operations (
    id uuid NOT NULL CONSTRAINT pk_operations PRIMARY KEY,
    kind text NOT NULL,
    subject uuid NOT NULL,
    name text NOT NULL,
    target jsonb NOT NULL,
    expected integer NOT NULL,
    done integer NOT NULL DEFAULT 0,
    position uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE INDEX ix_operations_unfinished ON operations (id) WHERE finished_at IS NULL;
"""
_NO_OPERATORS = """
DROP TABLE operations, paused_queues;
DROP INDEX ix_inbox_actor, ix_inbox_failed_actor, ix_inbox_failed, ix_outbox_correlation_id,
    ix_outbox_queue_waiting;
CREATE INDEX ix_inbox_failed ON inbox (id) WHERE state <> 'succeeded'
"""


def create_operators_tables() -> None:
    """What the operators' console needs in every service's database."""
    _execute(_OPERATORS)


def drop_operators_tables() -> None:
    """Undo `create_operators_tables`."""
    _execute(_NO_OPERATORS)


def add_trace_parent() -> None:
    """Where an outbox row says which span wrote it."""
    op.execute("ALTER TABLE outbox ADD COLUMN trace_parent text")


def drop_trace_parent() -> None:
    """Undo `add_trace_parent`."""
    op.execute("ALTER TABLE outbox DROP COLUMN trace_parent")


#: Frozen: what is done again and again, and bodies that are no messages.
_SCHEDULE = """
CREATE TABLE chores (
    name text NOT NULL CONSTRAINT pk_chores PRIMARY KEY,
    every_seconds integer NOT NULL,
    next_at timestamptz,
    paused boolean NOT NULL DEFAULT false,
    started_at timestamptz,
    finished_at timestamptz,
    error text
);
CREATE TABLE strays (
    id uuid NOT NULL CONSTRAINT pk_strays PRIMARY KEY,
    queue text NOT NULL,
    body bytea NOT NULL,
    reason text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
);
"""


def create_schedule_tables() -> None:
    """What the schedule and the console's page of unreadable messages need."""
    _execute(_SCHEDULE)


def drop_schedule_tables() -> None:
    """Undo `create_schedule_tables`."""
    op.execute("DROP TABLE chores, strays")


def fill_search(name: str, texts: Mapping[str, Weight], rows: int = 1_000) -> None:
    """Store the words of the rows that are there, so many at a time."""
    words = table(name, column("id", Uuid), column("search", TSVECTOR), *map(column, texts))
    after = bindparam("after", type_=Uuid)
    page = select(words).where(words.c.id > after).order_by(words.c.id).limit(rows)
    update = words.update().where(words.c.id == bindparam("of"))
    connection = op.get_bind()
    found = connection.execute(page, {"after": UUID(int=0)}).all()
    while found:
        values = [
            {"of": row.id, "search": to_tsvector((w, row._mapping[t]) for t, w in texts.items())}
            for row in found
        ]
        connection.execute(update.values(search=bindparam("search")), values)
        found = connection.execute(page, {"after": found[-1].id}).all()


def _execute(script: str) -> None:
    for statement in script.split(";"):
        if statement.strip():
            op.execute(statement)
