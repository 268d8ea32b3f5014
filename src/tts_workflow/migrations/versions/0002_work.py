"""Roles, tickets, workflows, and the tasks that run them."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE roles (
    id uuid NOT NULL CONSTRAINT pk_roles PRIMARY KEY,
    revision bigint NOT NULL,
    system text NOT NULL,
    name text NOT NULL,
    active boolean NOT NULL
);
CREATE TABLE members (
    id uuid NOT NULL CONSTRAINT pk_members PRIMARY KEY,
    revision bigint NOT NULL,
    full_name text NOT NULL,
    department text,
    active boolean NOT NULL,
    available boolean NOT NULL,
    role_ids uuid[] NOT NULL
);
CREATE INDEX ix_members_role_ids ON members USING gin (role_ids);
CREATE TABLE role_pointers (
    role_id uuid NOT NULL CONSTRAINT pk_role_pointers PRIMARY KEY,
    member_id uuid
);

CREATE TABLE tickets (
    number text NOT NULL CONSTRAINT pk_tickets PRIMARY KEY,
    revision bigint NOT NULL,
    state jsonb NOT NULL,
    unmatched_since timestamptz
);
CREATE INDEX ix_tickets_unmatched ON tickets (unmatched_since, number)
    WHERE unmatched_since IS NOT NULL;

CREATE TABLE workflows (
    id uuid NOT NULL CONSTRAINT pk_workflows PRIMARY KEY,
    name text NOT NULL CONSTRAINT uq_workflows_name UNIQUE,
    description text NOT NULL,
    department text NOT NULL,
    category text NOT NULL,
    sub_category text,
    department_key text NOT NULL,
    category_key text NOT NULL,
    sub_category_key text NOT NULL,
    status text NOT NULL,
    active_version integer,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX uq_workflows_published_key
    ON workflows (department_key, category_key, sub_category_key) WHERE status = 'published';
CREATE TABLE workflow_versions (
    id uuid NOT NULL CONSTRAINT pk_workflow_versions PRIMARY KEY,
    workflow_id uuid NOT NULL CONSTRAINT fk_workflow_versions_workflow_id REFERENCES workflows,
    number integer NOT NULL,
    graph jsonb NOT NULL,
    resolution_minutes jsonb NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT uq_workflow_versions_workflow_id_number UNIQUE (workflow_id, number)
);

CREATE TABLE tasks (
    id uuid NOT NULL CONSTRAINT pk_tasks PRIMARY KEY,
    ticket text NOT NULL CONSTRAINT uq_tasks_ticket UNIQUE
        CONSTRAINT fk_tasks_ticket REFERENCES tickets,
    version_id uuid NOT NULL CONSTRAINT fk_tasks_version_id REFERENCES workflow_versions,
    status text NOT NULL,
    step_id text NOT NULL,
    step_name text NOT NULL,
    role_id uuid NOT NULL,
    role_name text NOT NULL,
    visit integer NOT NULL,
    assignee_id uuid,
    assignee_name text,
    end_step_id text,
    started boolean NOT NULL,
    reopened integer NOT NULL,
    revision integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    completed_at timestamptz,
    subject text NOT NULL,
    priority text NOT NULL,
    owner_id uuid NOT NULL,
    owner_name text NOT NULL,
    ticket_revision bigint NOT NULL,
    proposed_status text,
    proposed_at_revision bigint,
    due_at timestamptz,
    sla_state text NOT NULL,
    sla_generation integer NOT NULL,
    sla_told integer
);
CREATE INDEX ix_tasks_version_id ON tasks (version_id);
CREATE INDEX ix_tasks_held ON tasks (assignee_id, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX ix_tasks_waiting ON tasks (role_id, id) WHERE status = 'waiting';
CREATE INDEX ix_tasks_status_id ON tasks (status, id);
CREATE TABLE task_items (
    id uuid NOT NULL CONSTRAINT pk_task_items PRIMARY KEY,
    task_id uuid NOT NULL CONSTRAINT fk_task_items_task_id REFERENCES tasks,
    visit integer NOT NULL,
    step_id text NOT NULL,
    step_name text NOT NULL,
    role_id uuid,
    assignee_id uuid NOT NULL,
    assignee_name text NOT NULL,
    status text NOT NULL,
    origin text NOT NULL,
    assigned_at timestamptz NOT NULL,
    acted_at timestamptz,
    closed_at timestamptz
);
CREATE UNIQUE INDEX uq_task_items_open ON task_items (task_id, visit) WHERE closed_at IS NULL;
CREATE INDEX ix_task_items_held ON task_items (assignee_id) WHERE closed_at IS NULL;
CREATE INDEX ix_task_items_in_role ON task_items (role_id) WHERE closed_at IS NULL;
CREATE INDEX ix_task_items_task_id_id ON task_items (task_id, id);
CREATE TABLE task_events (
    id uuid NOT NULL CONSTRAINT pk_task_events PRIMARY KEY,
    task_id uuid NOT NULL CONSTRAINT fk_task_events_task_id REFERENCES tasks,
    revision integer NOT NULL,
    kind text NOT NULL,
    actor_id uuid,
    actor_name text,
    note text NOT NULL,
    data jsonb NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX ix_task_events_task_id_id ON task_events (task_id, id);

CREATE TABLE sla_segments (
    id uuid NOT NULL CONSTRAINT pk_sla_segments PRIMARY KEY,
    task_id uuid NOT NULL CONSTRAINT fk_sla_segments_task_id REFERENCES tasks,
    started timestamptz NOT NULL,
    ended timestamptz,
    state text NOT NULL,
    reason text NOT NULL
);
CREATE INDEX ix_sla_segments_task_id_id ON sla_segments (task_id, id);
CREATE UNIQUE INDEX uq_sla_segments_open ON sla_segments (task_id) WHERE ended IS NULL;
"""


def upgrade() -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    op.execute(
        "DROP TABLE sla_segments, task_events, task_items, tasks, workflow_versions, workflows,"
        " tickets, role_pointers, members, roles"
    )
