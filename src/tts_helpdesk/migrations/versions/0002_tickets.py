"""People, the catalogue, tickets with their timelines, participants and excerpts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SEARCH = (
    "((setweight(to_tsvector('simple'::regconfig, subject), 'A'::\"char\")"
    " || setweight(to_tsvector('simple'::regconfig, description), 'B'::\"char\"))"
    " || setweight(to_tsvector('simple'::regconfig, excerpt), 'C'::\"char\"))"
)


def upgrade() -> None:
    op.execute("CREATE SEQUENCE ticket_numbers MINVALUE 0 MAXVALUE 999999 START 1 CYCLE")
    op.create_table(
        "departments",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_departments"),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("available", sa.Boolean(), nullable=False),
        sa.Column("permissions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "priorities",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_priorities"),
    )
    op.create_table(
        "categories",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column(
            "form_schema", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("auto_close_hours", sa.Integer(), server_default="72", nullable=False),
        sa.Column("reopen_days", sa.Integer(), server_default="7", nullable=False),
        sa.ForeignKeyConstraint(
            ["department"],
            ["departments.name"],
            name="fk_categories_department",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("name", name="pk_categories"),
    )
    op.create_table(
        "sub_categories",
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category"], ["categories.name"], name="fk_sub_categories_category", onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("category", "name", name="pk_sub_categories"),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("sub_category", sa.Text(), nullable=True),
        sa.Column("form", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("requester_id", sa.Uuid(), nullable=False),
        sa.Column("requester_name", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("owner_name", sa.Text(), nullable=True),
        sa.Column("work_revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("work_status", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("step_role", sa.Text(), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("assignee_name", sa.Text(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sla", sa.Text(), server_default="none", nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_reply_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopen_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reopened_revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rating_tags", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("rating_comment", sa.Text(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("excerpt", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "search", postgresql.TSVECTOR(), sa.Computed(_SEARCH, persisted=True), nullable=False
        ),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name="ck_tickets_rating"),
        sa.ForeignKeyConstraint(
            ["category", "sub_category"],
            ["sub_categories.category", "sub_categories.name"],
            name="fk_tickets_sub_category",
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["category"], ["categories.name"], name="fk_tickets_category", onupdate="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["department"], ["departments.name"], name="fk_tickets_department", onupdate="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["priority"], ["priorities.name"], name="fk_tickets_priority", onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("number", name="uq_tickets_number"),
    )
    op.create_index("ix_tickets_category", "tickets", ["category", "id"], unique=False)
    op.create_index(
        "ix_tickets_search", "tickets", ["search"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_tickets_status", "tickets", ["status", "id"], unique=False)
    op.create_index(
        "ix_tickets_status_category", "tickets", ["status", "category", "id"], unique=False
    )
    op.create_table(
        "excerpts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_excerpts_ticket_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_excerpts"),
    )
    op.create_index(
        "ix_excerpts_ticket_id", "excerpts", ["ticket_id", "occurred_at", "id"], unique=False
    )
    op.create_table(
        "participants",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_participants_ticket_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", "part", name="pk_participants"),
    )
    op.create_index(
        "ix_participants_person_id", "participants", ["person_id", "ticket_id"], unique=False
    )
    op.create_table(
        "ticket_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_ticket_events_ticket_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_events"),
    )
    op.create_index(
        "ix_ticket_events_ticket_id",
        "ticket_events",
        ["ticket_id", "occurred_at", "id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("ticket_events")
    op.drop_table("participants")
    op.drop_table("excerpts")
    op.drop_table("tickets")
    op.drop_table("sub_categories")
    op.drop_table("categories")
    op.drop_table("priorities")
    op.drop_table("people")
    op.drop_table("members")
    op.drop_table("departments")
    op.execute("DROP SEQUENCE ticket_numbers")
