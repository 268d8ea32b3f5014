"""Tasks are found by the words that the service stores, the ticket's number among them.

What the version before starts or renames while both run is not found by them until its ticket's
subject changes again.
"""

from alembic import op

from tts_kit.migrations import fill_search

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE tasks ADD COLUMN search tsvector NOT NULL DEFAULT ''")
    fill_search("tasks", {"ticket": "A", "subject": "A"})
    op.create_index("ix_tasks_search", "tasks", ["search"], postgresql_using="gin")
    op.drop_index("ix_tasks_words", table_name="tasks")


def downgrade() -> None:
    op.execute(
        "CREATE INDEX ix_tasks_words ON tasks USING gin (to_tsvector('simple'::regconfig, subject))"
    )
    op.drop_column("tasks", "search")
