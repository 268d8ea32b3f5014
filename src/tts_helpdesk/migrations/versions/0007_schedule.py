"""What is done again and again, and what came that nobody could read."""

from tts_kit.migrations import create_schedule_tables, drop_schedule_tables

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_schedule_tables()


def downgrade() -> None:
    drop_schedule_tables()
