"""What an operator asks for, and how far it has come."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from tasks.console.jobs.schemas import Search
from tts_contracts.queues import Queue, Service
from tts_kit.errors import Invalid
from tts_kit.texts import END

#: Names of chores.
CHORE_NAME = rf"^[a-z._]+{END}"


class Kind(StrEnum):
    """What can be done."""

    REDRIVE = "redrive"
    DELETE = "delete"
    PAUSE = "pause"
    RESUME = "resume"
    RUN = "run"


_OF_JOBS = frozenset(("ids", "search", "strays"))
_OF_WORK = frozenset(("queue", "chore"))
#: What each can be done to, by field of a `Target`.
_TARGETS = {
    Kind.REDRIVE: _OF_JOBS,
    Kind.DELETE: _OF_JOBS,
    Kind.PAUSE: _OF_WORK,
    Kind.RESUME: _OF_WORK,
    Kind.RUN: frozenset(("chore",)),
}


class Target(msgspec.Struct, frozen=True, omit_defaults=True):
    """What it is done to: jobs by id, all that match a search, a queue, a chore, or strays."""

    ids: list[UUID] | None = None
    search: Search | None = None
    queue: Queue | None = None
    chore: Annotated[str, msgspec.Meta(max_length=100, pattern=CHORE_NAME)] | None = None
    strays: list[UUID] | None = None

    def checked(self, kind: Kind) -> "Target":
        """Itself; raises `Invalid` unless it is one thing that the operation is done to."""
        given = [name for name in self.__struct_fields__ if getattr(self, name)]
        if len(given) != 1 or given[0] not in _TARGETS[kind]:
            raise Invalid("Select what it is to be done to.")
        return self

    @property
    def description(self) -> str:
        """The target in a few words."""
        if self.queue:
            return f"queue {self.queue}"
        if self.chore:
            return self.chore
        if self.strays:
            return f"{len(self.strays)} unreadable messages"
        if self.search:
            given = msgspec.to_builtins(self.search)
            return "all jobs with " + ", ".join(f"{name} {value}" for name, value in given.items())
        ids = self.ids or []
        return f"job {ids[0]}" if len(ids) == 1 else f"{len(ids)} selected jobs"


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The form that orders an operation; `target` is the JSON of one."""

    kind: Kind
    target: Annotated[str, msgspec.Meta(max_length=20_000)]

    @classmethod
    def of(cls, kind: Kind, target: Target) -> "Act":
        """The form for a target."""
        return cls(kind, msgspec.json.encode(target).decode())

    @property
    def decoded(self) -> Target:
        """The target; raises `Invalid` when it is none, or not of this kind."""
        try:
            target = msgspec.json.decode(self.target, type=Target)
        except msgspec.DecodeError as error:
            raise Invalid("This form is not one of ours.") from error
        return target.checked(self.kind)


class Operation(msgspec.Struct, frozen=True):
    """One entry of the record of what operators did."""

    id: UUID
    service: Service
    kind: Kind
    name: str
    target: Target
    #: How many were counted when it was asked for.
    expected: int
    done: int
    created_at: datetime
    finished_at: datetime | None


class OperationPage(msgspec.Struct, frozen=True):
    """Some of the record, newest first."""

    operations: list[Operation]
    next_cursor: str | None
    away: frozenset[Service]


class Preview(msgspec.Struct, frozen=True):
    """What an operation would do, before it is asked for."""

    kind: Kind
    target: Target
    by_service: dict[Service, int]
    #: More than these were not counted.
    limit: int
    away: frozenset[Service]

    @property
    def expected(self) -> int:
        """How many things it is about."""
        return sum(self.by_service.values())

    @property
    def is_capped(self) -> bool:
        """Whether there are more than were counted."""
        return any(number >= self.limit for number in self.by_service.values())
