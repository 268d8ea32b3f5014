"""Tickets are found by the words that the service stores, the number among them.

The version before neither stores words nor keeps them in step: what it takes in or edits while both
run is not found by them until its texts are changed again.
"""

from alembic import op

from tts_kit.migrations import fill_search

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_COMPUTED = (
    "((setweight(to_tsvector('simple'::regconfig, subject), 'A'::\"char\")"
    " || setweight(to_tsvector('simple'::regconfig, description), 'B'::\"char\"))"
    " || setweight(to_tsvector('simple'::regconfig, excerpt), 'C'::\"char\"))"
)


def upgrade() -> None:
    op.execute("ALTER TABLE tickets ALTER COLUMN search DROP EXPRESSION")
    op.execute("ALTER TABLE tickets ALTER COLUMN search SET DEFAULT ''")
    fill_search("tickets", {"number": "A", "subject": "A", "description": "B", "excerpt": "C"})


def downgrade() -> None:
    op.execute("ALTER TABLE tickets DROP COLUMN search")
    op.execute(
        f"ALTER TABLE tickets ADD COLUMN search tsvector GENERATED ALWAYS AS {_COMPUTED} STORED NOT NULL"
    )
    op.create_index("ix_tickets_search", "tickets", ["search"], postgresql_using="gin")
