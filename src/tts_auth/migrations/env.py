"""Alembic environment."""

from tts_auth.models import metadata
from tts_kit.migrations import run_env

run_env(metadata)
