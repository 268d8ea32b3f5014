"""Registrations and resets of passwords."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE registrations (
    id uuid NOT NULL CONSTRAINT pk_registrations PRIMARY KEY,
    email text NOT NULL,
    full_name text NOT NULL,
    department text,
    password_hash text NOT NULL,
    language text NOT NULL,
    time_zone text NOT NULL,
    token_hash bytea NOT NULL CONSTRAINT uq_registrations_token_hash UNIQUE,
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX uq_registrations_email ON registrations (lower(email));
CREATE INDEX ix_registrations_expires_at ON registrations (expires_at);

CREATE TABLE password_resets (
    account_id uuid NOT NULL CONSTRAINT pk_password_resets PRIMARY KEY
        CONSTRAINT fk_password_resets_account_id REFERENCES accounts,
    token_hash bytea NOT NULL CONSTRAINT uq_password_resets_token_hash UNIQUE,
    expires_at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE password_resets, registrations")
