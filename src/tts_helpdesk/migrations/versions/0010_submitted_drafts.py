"""Which ticket a draft became."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("ticket", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("drafts", "ticket")
