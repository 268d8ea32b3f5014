"""What operators search, pause and do."""

from tts_kit.migrations import create_operators_tables, drop_operators_tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_operators_tables()


def downgrade() -> None:
    drop_operators_tables()
