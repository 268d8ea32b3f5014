"""Preferences, mails that carry what they say, and the systems that people work in."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_UP = (
    """
    CREATE TABLE preferences (
        account_id uuid NOT NULL,
        type text NOT NULL,
        channel text NOT NULL,
        is_on boolean NOT NULL,
        CONSTRAINT pk_preferences PRIMARY KEY (account_id, type, channel)
    )
    """,
    """
    CREATE TABLE preference_revisions (
        account_id uuid NOT NULL CONSTRAINT pk_preference_revisions PRIMARY KEY,
        revision integer NOT NULL
    )
    """,
    """
    ALTER TABLE deliveries
        ADD COLUMN type text,
        ADD COLUMN ticket text,
        ADD COLUMN subject text,
        ADD COLUMN body text
    """,
    # Mails that are under way.
    """
    UPDATE deliveries SET type = n.type, ticket = n.ticket, subject = n.subject, body = n.body
    FROM notifications AS n
    WHERE n.fact_id = deliveries.fact_id AND n.account_id = deliveries.account_id
        AND deliveries.channel = 'mail' AND deliveries.state IN ('pending', 'leased', 'failed')
    """,
    """
    CREATE INDEX ix_notifications_read ON notifications (account_id, id)
        WHERE read_at IS NOT NULL
    """,
    "ALTER TABLE addresses ADD COLUMN systems jsonb NOT NULL DEFAULT '[]'",
    "ALTER TABLE addresses ALTER COLUMN systems DROP DEFAULT",
    # A resync repeats the revisions that are here, and brings the systems.
    "UPDATE addresses SET revision = 0 WHERE active",
)

_DOWN = (
    "ALTER TABLE addresses DROP COLUMN systems",
    "DROP INDEX ix_notifications_read",
    """
    ALTER TABLE deliveries
        DROP COLUMN type, DROP COLUMN ticket, DROP COLUMN subject, DROP COLUMN body
    """,
    "DROP TABLE preference_revisions, preferences",
)


def upgrade() -> None:
    for statement in _UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in _DOWN:
        op.execute(statement)
