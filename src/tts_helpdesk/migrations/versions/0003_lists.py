"""Counters, drafts, sorted lists, and when a resolved ticket is closed.

Rewrites `tickets`, which is locked meanwhile.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_URGENCY = (
    "CASE priority WHEN 'Critical'::text THEN 0 WHEN 'High'::text THEN 1"
    " WHEN 'Medium'::text THEN 2 WHEN 'Low'::text THEN 3 ELSE 4 END"
)
_DUE = "COALESCE(due_at, 'infinity'::timestamp with time zone)"
_INDEXES = {
    "ix_tickets_status_updated_at": ["status", "updated_at", "id"],
    "ix_tickets_status_urgency": ["status", "urgency", "id"],
    "ix_tickets_status_due_order": ["status", "due_order", "id"],
    "ix_tickets_department": ["department", "id"],
    "ix_tickets_requester_id": ["requester_id", "status", "id"],
    "ix_tickets_owner_id": ["owner_id", "status", "id"],
    "ix_tickets_assignee_id": ["assignee_id", "id"],
}


def upgrade() -> None:
    op.execute(
        "ALTER TABLE tickets ADD COLUMN closes_at timestamptz,"
        f" ADD COLUMN urgency integer NOT NULL GENERATED ALWAYS AS ({_URGENCY}) STORED,"
        f" ADD COLUMN due_order timestamptz NOT NULL GENERATED ALWAYS AS ({_DUE}) STORED"
    )
    op.execute(
        "UPDATE tickets SET closes_at = timers.due_at FROM timers"
        " WHERE timers.owner = tickets.number AND timers.kind = 'auto_close'"
        " AND timers.generation = tickets.reopened AND tickets.status = 'Resolved'"
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "tickets", columns, unique=False)
    op.create_table(
        "status_counts",
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("status", name="pk_status_counts"),
    )
    op.create_table(
        "status_deltas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("delta", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_status_deltas"),
    )
    # Nobody changes a ticket meanwhile: the table is locked by what was added to it.
    op.execute(
        "INSERT INTO status_counts (status, count) SELECT status, count(*) FROM tickets GROUP BY 1"
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("sub_category", sa.Text(), nullable=True),
        sa.Column(
            "form", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_author_id", "drafts", ["author_id", "id"], unique=False)
    op.create_index("ix_drafts_updated_at", "drafts", ["updated_at"], unique=False)


def downgrade() -> None:
    op.drop_table("drafts")
    op.drop_table("status_deltas")
    op.drop_table("status_counts")
    for name in _INDEXES:
        op.drop_index(name, table_name="tickets")
    op.execute("ALTER TABLE tickets DROP COLUMN due_order, DROP COLUMN urgency, DROP COLUMN closes_at")
