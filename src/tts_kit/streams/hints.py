"""Hints that what somebody looks at may be outdated: told at once, kept nowhere (ADR 7)."""

from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.channels import Channel
from tts_kit.db import signal


def ticket_changed(session: AsyncSession, number: str) -> None:
    """After the commit, hint at a ticket that changed, or the work on it; once for all changes."""
    signal(session, Channel.TICKETS, number)
