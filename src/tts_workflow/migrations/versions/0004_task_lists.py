"""What lists of tasks show, filter and sort by."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE tasks ALTER COLUMN ticket TYPE text COLLATE "C",
    ADD COLUMN category text,
    ADD COLUMN department text,
    ADD COLUMN urgency smallint;
UPDATE tasks SET
    category = tickets.state ->> 'category',
    department = tickets.state ->> 'department',
    urgency = CASE tasks.priority
        WHEN 'Critical' THEN 0 WHEN 'High' THEN 1 WHEN 'Medium' THEN 2 ELSE 3 END
    FROM tickets WHERE tickets.number = tasks.ticket;
ALTER TABLE tasks ALTER COLUMN category SET NOT NULL, ALTER COLUMN department SET NOT NULL,
    ALTER COLUMN urgency SET NOT NULL;
CREATE INDEX ix_tasks_due ON tasks (coalesce(due_at, 'infinity'::timestamptz), id);
CREATE INDEX ix_tasks_urgency_id ON tasks (urgency, id);
CREATE INDEX ix_tasks_role_id_id ON tasks (role_id, id);
CREATE INDEX ix_tasks_sla_state_id ON tasks (sla_state, id);
CREATE INDEX ix_tasks_words ON tasks USING gin (to_tsvector('simple'::regconfig, subject));
CREATE INDEX ix_task_items_acted ON task_items (assignee_id, task_id) WHERE acted_at IS NOT NULL
"""

_DOWN = """
DROP INDEX ix_task_items_acted;
DROP INDEX ix_tasks_due;
DROP INDEX ix_tasks_role_id_id;
DROP INDEX ix_tasks_sla_state_id;
DROP INDEX ix_tasks_words;
ALTER TABLE tasks DROP COLUMN category, DROP COLUMN department, DROP COLUMN urgency,
    ALTER COLUMN ticket TYPE text COLLATE "default"
"""


def upgrade() -> None:
    for statement in _UP.split(";"):
        op.execute(statement)


def downgrade() -> None:
    for statement in _DOWN.split(";"):
        op.execute(statement)
