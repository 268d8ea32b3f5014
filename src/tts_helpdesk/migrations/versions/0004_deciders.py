"""Who holds a permission, found by an index."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_members_permissions",
        "members",
        ["permissions"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"permissions": "jsonb_path_ops"},
    )


def downgrade() -> None:
    op.drop_index("ix_members_permissions", table_name="members", postgresql_using="gin")
