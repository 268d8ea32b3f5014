"""Accounts are found by the words that the service stores.

Whoever the version before creates or renames while both run is not found by them until the next
change of the name.
"""

from alembic import op

from tts_kit.migrations import fill_search

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE accounts ADD COLUMN search tsvector NOT NULL DEFAULT ''")
    fill_search("accounts", {"full_name": "A", "email": "A"})
    op.create_index("ix_accounts_search", "accounts", ["search"], postgresql_using="gin")
    op.drop_index("ix_accounts_full_name", table_name="accounts")


def downgrade() -> None:
    op.execute("CREATE INDEX ix_accounts_full_name ON accounts (lower(full_name) text_pattern_ops)")
    op.drop_column("accounts", "search")
