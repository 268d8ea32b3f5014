"""Addresses, notifications with their counters, and deliveries."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE addresses (
        account_id uuid NOT NULL CONSTRAINT pk_addresses PRIMARY KEY,
        revision integer NOT NULL,
        email text NOT NULL,
        full_name text NOT NULL,
        language text NOT NULL,
        time_zone text NOT NULL,
        kind text NOT NULL,
        active boolean NOT NULL
    )
    """,
    """
    CREATE TABLE notifications (
        id uuid NOT NULL CONSTRAINT pk_notifications PRIMARY KEY,
        fact_id uuid NOT NULL,
        account_id uuid NOT NULL,
        type text NOT NULL,
        ticket text,
        subject text NOT NULL,
        body text NOT NULL,
        data jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        read_at timestamptz,
        CONSTRAINT uq_notifications_fact_id_account_id UNIQUE (fact_id, account_id)
    )
    """,
    "CREATE INDEX ix_notifications_account_id_id ON notifications (account_id, id)",
    "CREATE INDEX ix_notifications_account_id_ticket_id ON notifications (account_id, ticket, id)",
    "CREATE INDEX ix_notifications_account_id_type_id ON notifications (account_id, type, id)",
    """
    CREATE INDEX ix_notifications_unread ON notifications (account_id, id)
        WHERE read_at IS NULL
    """,
    """
    CREATE TABLE unread_counts (
        account_id uuid NOT NULL CONSTRAINT pk_unread_counts PRIMARY KEY,
        unread integer NOT NULL,
        CONSTRAINT ck_unread_counts_not_negative CHECK (unread >= 0)
    )
    """,
    """
    CREATE TABLE deliveries (
        id uuid NOT NULL CONSTRAINT pk_deliveries PRIMARY KEY,
        fact_id uuid NOT NULL,
        account_id uuid NOT NULL,
        channel text NOT NULL,
        state text NOT NULL,
        attempts integer NOT NULL,
        error text,
        message_id text,
        lease_until timestamptz,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        CONSTRAINT uq_deliveries_fact_id_account_id_channel UNIQUE (fact_id, account_id, channel)
    )
    """,
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE deliveries, unread_counts, notifications, addresses")
