"""Which span wrote a message."""

from tts_kit.migrations import add_trace_parent, drop_trace_parent

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_trace_parent()


def downgrade() -> None:
    drop_trace_parent()
