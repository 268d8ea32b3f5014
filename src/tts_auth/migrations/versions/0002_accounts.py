"""Accounts, roles, sessions, tokens and keys."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE accounts (
    id uuid NOT NULL CONSTRAINT pk_accounts PRIMARY KEY,
    kind text NOT NULL,
    email text NOT NULL,
    username text NOT NULL,
    full_name text NOT NULL,
    department text,
    password_hash text,
    language text NOT NULL,
    time_zone text NOT NULL,
    available boolean NOT NULL,
    active boolean NOT NULL,
    revision integer NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX uq_accounts_email ON accounts (lower(email) text_pattern_ops);
CREATE INDEX ix_accounts_full_name ON accounts (lower(full_name) text_pattern_ops);
CREATE INDEX ix_accounts_kind_id ON accounts (kind, id);
CREATE INDEX ix_accounts_active_id ON accounts (active, id);

CREATE TABLE systems (
    slug text NOT NULL CONSTRAINT pk_systems PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE roles (
    id uuid NOT NULL CONSTRAINT pk_roles PRIMARY KEY,
    system text NOT NULL CONSTRAINT fk_roles_system REFERENCES systems,
    name text NOT NULL,
    permissions jsonb NOT NULL,
    active boolean NOT NULL,
    revision integer NOT NULL
);
CREATE UNIQUE INDEX uq_roles_system_name ON roles (system, lower(name));

CREATE TABLE assignments (
    account_id uuid NOT NULL CONSTRAINT fk_assignments_account_id REFERENCES accounts,
    role_id uuid NOT NULL CONSTRAINT fk_assignments_role_id REFERENCES roles,
    assigned_at timestamptz NOT NULL,
    CONSTRAINT pk_assignments PRIMARY KEY (account_id, role_id)
);
CREATE INDEX ix_assignments_role_id ON assignments (role_id);

CREATE TABLE sessions (
    id uuid NOT NULL CONSTRAINT pk_sessions PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT fk_sessions_account_id REFERENCES accounts,
    program boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    ended_at timestamptz,
    user_agent text NOT NULL,
    ip text NOT NULL
);
CREATE INDEX ix_sessions_account_id_id ON sessions (account_id, id);

CREATE TABLE refresh_tokens (
    hash bytea NOT NULL CONSTRAINT pk_refresh_tokens PRIMARY KEY,
    session_id uuid NOT NULL
        CONSTRAINT fk_refresh_tokens_session_id REFERENCES sessions ON DELETE CASCADE,
    issued_at timestamptz NOT NULL,
    rotated_at timestamptz
);
CREATE INDEX ix_refresh_tokens_session_id ON refresh_tokens (session_id);

CREATE TABLE personal_access_tokens (
    id uuid NOT NULL CONSTRAINT pk_personal_access_tokens PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT fk_personal_access_tokens_account_id REFERENCES accounts,
    session_id uuid NOT NULL CONSTRAINT fk_personal_access_tokens_session_id REFERENCES sessions
        CONSTRAINT uq_personal_access_tokens_session_id UNIQUE,
    name text NOT NULL,
    hash bytea NOT NULL CONSTRAINT uq_personal_access_tokens_hash UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX ix_personal_access_tokens_account_id_id ON personal_access_tokens (account_id, id);

CREATE TABLE sign_in_attempts (
    key text NOT NULL CONSTRAINT pk_sign_in_attempts PRIMARY KEY,
    count integer NOT NULL,
    since timestamptz NOT NULL
);
CREATE INDEX ix_sign_in_attempts_since ON sign_in_attempts (since);

CREATE TABLE signing_keys (
    kid text NOT NULL CONSTRAINT pk_signing_keys PRIMARY KEY,
    state text NOT NULL,
    public_jwk jsonb NOT NULL,
    private_key jsonb,
    created_at timestamptz NOT NULL,
    replaced_at timestamptz
);
CREATE UNIQUE INDEX uq_signing_keys_active ON signing_keys (state) WHERE state = 'active';
"""


def upgrade() -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    op.execute(
        "DROP TABLE signing_keys, sign_in_attempts, personal_access_tokens, refresh_tokens, "
        "sessions, assignments, roles, systems, accounts"
    )
