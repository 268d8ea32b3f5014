"""Declares actors; `tasks.worker` binds them to a broker and runs them."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Message
from tts_contracts.routes import Route
from tts_kit.db import Database

M = TypeVar("M", bound=Message)

Work = Callable[[AsyncSession, M], Awaitable[None]]
Before = Callable[[Database, M], Awaitable[None]]


@dataclass(frozen=True)
class ActorDefinition(Generic[M]):
    """A coroutine that takes a session and one message, and what bounds it.

    The transaction, the inbox, retries and time-outs are the worker's: the coroutine calls the
    service and nothing else.
    """

    route: Route[M]
    work: Work[M]
    #: Seconds after which an attempt is cancelled and counts as failed.
    timeout: float
    #: Attempts after the first; their waits add up to less than an hour.
    max_retries: int
    #: Longest wait between two attempts, in seconds.
    max_backoff: float
    #: Runs for a duplicate instead of the work: whatever follows the commit, as the process may
    #: have died between the two.
    repeat: Work[M] | None
    #: Runs before the transaction and holds no connection while it waits: what reaches outside
    #: (mail, webhooks), each time under a lease of its own. The work then records the outcome.
    before: Before[M] | None


def actor(
    route: Route[M],
    *,
    timeout: float = 60,
    max_retries: int = 10,
    max_backoff: float = 300,
    repeat: Work[M] | None = None,
    before: Before[M] | None = None,
) -> Callable[[Work[M]], ActorDefinition[M]]:
    """Declare the coroutine that handles a route's messages."""

    def declare(work: Work[M]) -> ActorDefinition[M]:
        return ActorDefinition(route, work, timeout, max_retries, max_backoff, repeat, before)

    return declare


def definitions_in(module: object) -> list[ActorDefinition[Any]]:
    """The actors a module declares."""
    return [v for _, v in inspect.getmembers(module) if isinstance(v, ActorDefinition)]
