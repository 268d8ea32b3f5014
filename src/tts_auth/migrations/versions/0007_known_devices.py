"""Delays instead of locks, devices that are known, and successors that never arrived."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE sign_in_attempts ADD COLUMN next_at timestamptz;
ALTER TABLE refresh_tokens ADD COLUMN replaced integer NOT NULL DEFAULT 0;
CREATE TABLE known_devices (
    id uuid NOT NULL CONSTRAINT pk_known_devices PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT fk_known_devices_account_id REFERENCES accounts,
    token_hash bytea NOT NULL,
    last_used_at timestamptz NOT NULL,
    CONSTRAINT uq_known_devices_token_hash_account_id UNIQUE (token_hash, account_id)
);
CREATE INDEX ix_known_devices_account_id ON known_devices (account_id);
CREATE INDEX ix_known_devices_last_used_at ON known_devices (last_used_at);
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE known_devices")
    op.execute("ALTER TABLE refresh_tokens DROP COLUMN replaced")
    op.execute("ALTER TABLE sign_in_attempts DROP COLUMN next_at")
