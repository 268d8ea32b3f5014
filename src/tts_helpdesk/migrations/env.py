"""Alembic environment."""

from tts_helpdesk.models import metadata
from tts_kit.migrations import run_env

run_env(metadata)
