"""A job as operators see it, and how they look for some."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec

from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_kit.errors import Invalid
from tts_kit.texts import END


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    DISPATCHED = "dispatched"
    RUNNING = "running"
    RETRYING = "retrying"
    SUCCEEDED = "succeeded"
    DEAD = "dead"
    DELETED = "deleted"


#: How the inbox names the states that it knows.
RECORDED = {
    JobState.RETRYING: "failed",
    JobState.SUCCEEDED: "succeeded",
    JobState.DEAD: "dead",
    JobState.DELETED: "deleted",
}
#: States that few jobs are in, found by an index of their own: all at once can be acted on.
FAILING = (JobState.DEAD, JobState.RETRYING)


#: PostgreSQL keeps no NUL.
_Text = Annotated[str, msgspec.Meta(max_length=200, pattern=rf"^[^\x00]*{END}")]


class Search(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is looked for; everything given must be so."""

    service: Service | None = None
    queue: Queue | None = None
    actor: _Text | None = None
    state: JobState | None = None
    text: _Text | None = None
    correlation_id: _Text | None = None

    @classmethod
    def of(cls, **given: str | None) -> "Search":
        """What a form's fields look for, empty ones left out; raises `Invalid`."""
        try:
            return msgspec.convert({name: value for name, value in given.items() if value}, cls)
        except msgspec.ValidationError as error:
            raise Invalid(str(error)) from error

    @property
    def consumers(self) -> list[Service]:
        """The services whose inboxes may hold such jobs."""
        return [
            service
            for service in Service
            if self.service in (None, service)
            and (self.queue is None or CONSUMERS[self.queue] is service)
        ]

    @property
    def queues(self) -> list[Queue] | None:
        """The queues that such jobs are of; None for any."""
        if self.queue is None and self.service is None:
            return None
        return [q for q, s in CONSUMERS.items() if s in self.consumers and self.queue in (None, q)]


class Sent(msgspec.Struct, frozen=True):
    """A job's outbox row."""

    id: UUID
    queue: str
    actor: str
    payload: dict[str, Any]
    correlation_id: str
    created_at: datetime
    not_before: datetime | None
    dispatched_at: datetime | None
    attempts: int
    last_error: str | None


class Received(msgspec.Struct, frozen=True):
    """A job's inbox row."""

    id: UUID
    queue: str
    actor: str
    state: str
    attempts: int
    started_at: datetime
    finished_at: datetime
    error: str | None


class Job(msgspec.Struct, frozen=True):
    """A message and what became of it."""

    id: UUID
    state: JobState
    producer: Service | None
    consumer: Service | None
    sent: Sent | None
    received: Received | None
    running_since: datetime | None
    #: Of one that failed and is tried again, where its worker could say so.
    next_attempt_at: datetime | None = None

    @property
    def queue(self) -> str:
        """The queue it goes over."""
        return str(self._row.queue)

    @property
    def actor(self) -> str:
        """The actor it is for."""
        return str(self._row.actor)

    @property
    def created_at(self) -> datetime:
        """When it was sent; the id of one whose outbox row is gone tells it."""
        if self.sent:
            return self.sent.created_at
        return datetime.fromtimestamp((self.id.int >> 80) / 1000, tz=self._row.started_at.tzinfo)

    @property
    def error_line(self) -> str | None:
        """The last line of what went wrong."""
        error = self.received and self.received.error and self.state is not JobState.SUCCEEDED
        text = (
            self.received.error if error and self.received else self.sent and self.sent.last_error
        )
        return text.strip().splitlines()[-1] if text else None

    @property
    def can_be_redriven(self) -> bool:
        """Whether it failed and can still be sent again."""
        return self.state in FAILING and self.sent is not None

    @property
    def can_be_deleted(self) -> bool:
        """Whether it may still be kept from being done."""
        return self.state not in (JobState.RUNNING, JobState.SUCCEEDED, JobState.DELETED)

    @property
    def _row(self) -> Any:
        return self.sent or self.received


class JobPage(msgspec.Struct, frozen=True):
    """Some jobs, newest first; older ones follow after the cursor."""

    jobs: list[Job]
    next_cursor: str | None
    #: Set when looking further was given up for now: nothing newer than this was missed.
    searched_back_to: datetime | None
    away: frozenset[Service]


_HIDDEN = "(sealed)"


def without_secrets(value: Any) -> Any:
    """A payload as it may be shown: nobody reads what is sealed."""
    if isinstance(value, dict):
        if value.keys() == {"nonce", "ciphertext"}:
            return _HIDDEN
        return {
            key: _HIDDEN if key == "secret" and item else without_secrets(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [without_secrets(item) for item in value]
    return value
