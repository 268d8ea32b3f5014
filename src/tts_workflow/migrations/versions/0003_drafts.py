"""Drafts, and who published what."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE workflows ADD COLUMN revision integer NOT NULL DEFAULT 1,
    ADD COLUMN draft_revision integer NOT NULL DEFAULT 1;
ALTER TABLE workflows ALTER COLUMN revision DROP DEFAULT, ALTER COLUMN draft_revision DROP DEFAULT;
ALTER TABLE workflow_versions ADD COLUMN layout jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN note text NOT NULL DEFAULT '',
    ADD COLUMN published_by_id uuid,
    ADD COLUMN published_by_name text;
ALTER TABLE workflow_versions ALTER COLUMN layout DROP DEFAULT, ALTER COLUMN note DROP DEFAULT;
CREATE TABLE workflow_drafts (
    workflow_id uuid NOT NULL CONSTRAINT pk_workflow_drafts PRIMARY KEY
        CONSTRAINT fk_workflow_drafts_workflow_id REFERENCES workflows,
    graph jsonb NOT NULL,
    layout jsonb NOT NULL,
    resolution_minutes jsonb NOT NULL,
    updated_at timestamptz NOT NULL
)
"""

_DOWN = """
DROP TABLE workflow_drafts;
ALTER TABLE workflow_versions DROP COLUMN layout, DROP COLUMN note, DROP COLUMN published_by_id,
    DROP COLUMN published_by_name;
ALTER TABLE workflows DROP COLUMN revision, DROP COLUMN draft_revision
"""


def upgrade() -> None:
    for statement in _UP.split(";"):
        op.execute(statement)


def downgrade() -> None:
    for statement in _DOWN.split(";"):
        op.execute(statement)
