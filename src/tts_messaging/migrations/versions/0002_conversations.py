"""Conversations, who takes part, and what is said."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("first_reply_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("ticket", name="pk_conversations"),
    )
    op.create_table(
        "rosters",
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "producer", name="pk_rosters"),
        sa.ForeignKeyConstraint(["ticket"], ["conversations.ticket"], name="fk_rosters_ticket"),
    )
    op.create_table(
        "roster_entries",
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "ticket", "account_id", "producer", "part", name="pk_roster_entries"
        ),
        sa.ForeignKeyConstraint(
            ["ticket", "producer"],
            ["rosters.ticket", "rosters.producer"],
            name="fk_roster_entries_ticket_producer",
        ),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.Uuid()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("ticket", "seq", name="uq_messages_ticket_seq"),
        sa.ForeignKeyConstraint(["ticket"], ["conversations.ticket"], name="fk_messages_ticket"),
        sa.ForeignKeyConstraint(["reply_to"], ["messages.id"], name="fk_messages_reply_to"),
    )
    op.create_table(
        "read_marks",
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "account_id", name="pk_read_marks"),
        sa.ForeignKeyConstraint(["ticket"], ["conversations.ticket"], name="fk_read_marks_ticket"),
    )


def downgrade() -> None:
    op.drop_table("read_marks")
    op.drop_table("messages")
    op.drop_table("roster_entries")
    op.drop_table("rosters")
    op.drop_table("conversations")
