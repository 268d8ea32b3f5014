"""Tables that every service's database has, for messages, timers, streams and repeated requests."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

#: Names Alembic can rely on.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)

_Time = DateTime(timezone=True)

#: Messages to be sent. Ids are UUIDv7, so that partitions by id are partitions by day.
#: A row is dispatched when the broker confirmed it, and settled when its consumer has done it.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("queue", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("payload", JSONB, nullable=False),
    Column("correlation_id", Text, nullable=False),
    Column("created_at", _Time, nullable=False, server_default=func.now()),
    Column("not_before", _Time),
    Column("dispatched_at", _Time),
    Column("settled_at", _Time),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_error", Text),
    Index("ix_outbox_waiting", "id", postgresql_where=text("dispatched_at IS NULL")),
    Index("ix_outbox_queue_waiting", "queue", "id", postgresql_where=text("dispatched_at IS NULL")),
    Index("ix_outbox_correlation_id", "correlation_id"),
    Index(
        "ix_outbox_unsettled",
        "id",
        postgresql_where=text("dispatched_at IS NOT NULL AND settled_at IS NULL"),
    ),
    postgresql_partition_by="RANGE (id)",
)

#: Messages received: the record of a job, under the id of its outbox row.
inbox = Table(
    "inbox",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("queue", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="1"),
    Column("started_at", _Time, nullable=False),
    Column("finished_at", _Time, nullable=False, server_default=func.clock_timestamp()),
    Column("error", Text),
    Index("ix_inbox_actor", "actor", "id"),
    Index("ix_inbox_failed", "state", "id", postgresql_where=text("state <> 'succeeded'")),
    Index(
        "ix_inbox_failed_actor",
        "actor",
        "state",
        "id",
        postgresql_where=text("state <> 'succeeded'"),
    ),
    postgresql_partition_by="RANGE (id)",
)

#: Queues whose rows the relay leaves in this outbox.
paused_queues = Table(
    "paused_queues",
    metadata,
    Column("queue", Text, primary_key=True),
)

#: What operators did, and how far what takes longer has come.
operations = Table(
    "operations",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("target", JSONB, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("position", Uuid),
    Column("created_at", _Time, nullable=False, server_default=func.now()),
    Column("finished_at", _Time),
    Index("ix_operations_unfinished", "id", postgresql_where=text("finished_at IS NULL")),
)

#: What a service has done again and again. Paused without `next_at` rests; paused with one is done
#: once more.
chores = Table(
    "chores",
    metadata,
    Column("name", Text, primary_key=True),
    Column("every_seconds", Integer, nullable=False),
    Column("next_at", _Time),
    Column("paused", Boolean, nullable=False, server_default="false"),
    Column("started_at", _Time),
    Column("finished_at", _Time),
    Column("error", Text),
)

#: What came over a queue of the service and is no message of ours.
strays = Table(
    "strays",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("queue", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("received_at", _Time, nullable=False, server_default=func.now()),
)

#: Due work. A timer carries its clock's generation; an older generation is void.
timers = Table(
    "timers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("threshold", Integer, nullable=False, server_default="0"),
    Column("generation", Integer, nullable=False, server_default="0"),
    Column("due_at", _Time, nullable=False),
    UniqueConstraint("owner", "kind", "threshold", "generation"),
    Index("ix_timers_due_at", "due_at"),
)

#: Head of each WebSocket stream.
streams = Table(
    "streams",
    metadata,
    Column("name", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)

#: What a stream said lately, for whoever comes back.
frames = Table(
    "frames",
    metadata,
    Column("stream", Text, ForeignKey("streams.name", ondelete="CASCADE"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("type", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("at", _Time, nullable=False, server_default=func.now()),
    Index("ix_frames_at", "at"),
)

#: Answers to requests that carried an Idempotency-Key, kept for a day.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("subject", Uuid, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request", LargeBinary, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", _Time, nullable=False, server_default=func.now()),
    Index("ix_idempotency_keys_created_at", "created_at"),
)
