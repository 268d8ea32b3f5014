"""Alembic environment."""

from tts_kit.migrations import run_env
from tts_workflow.models import metadata

run_env(metadata)
