"""The one transition table of tickets: who may do what in which status, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Literal
from uuid import UUID

from tts_contracts.permissions import Permission
from tts_contracts.tickets import TicketStatus as S


class Act(StrEnum):
    """What a person can do to a ticket; the value is the last part of the route.

    An edit has no route of its own: it is the PATCH of the ticket.
    """

    EDIT = "edit"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    HOLD = "hold"
    RESUME = "resume"
    CLOSE = "close"
    REOPEN = "reopen"
    RATE = "csat"


@dataclass(frozen=True)
class Rule:
    """Who may act, besides holders of the permission; a rule without a target keeps the status."""

    sources: tuple[S, ...]
    target: S | None
    permission: Permission | None = None
    requester: bool = False
    owner: bool = False
    reason_required: bool = False


_MANAGE = Permission.TICKET_MANAGE

RULES: Mapping[Act, Rule] = {
    Act.EDIT: Rule((S.NEW,), None, requester=True),
    Act.APPROVE: Rule((S.NEW,), S.OPEN, Permission.TICKET_APPROVE),
    Act.REJECT: Rule((S.NEW,), S.REJECTED, Permission.TICKET_APPROVE, reason_required=True),
    Act.WITHDRAW: Rule(
        (S.NEW, S.OPEN, S.IN_PROGRESS, S.ON_HOLD),
        S.WITHDRAWN,
        _MANAGE,
        requester=True,
        reason_required=True,
    ),
    Act.HOLD: Rule((S.OPEN, S.IN_PROGRESS), S.ON_HOLD, _MANAGE, owner=True, reason_required=True),
    Act.RESUME: Rule((S.ON_HOLD,), S.IN_PROGRESS, _MANAGE, owner=True),
    Act.CLOSE: Rule((S.RESOLVED,), S.CLOSED, _MANAGE, requester=True),
    Act.REOPEN: Rule(
        (S.RESOLVED, S.CLOSED), S.IN_PROGRESS, _MANAGE, requester=True, reason_required=True
    ),
    Act.RATE: Rule((S.CLOSED,), None, requester=True),
}

#: From which statuses the work may ask for another. Work that was done stays done when somebody
#: put the ticket on hold meanwhile: the requester may reopen it.
PROPOSALS: Mapping[S, tuple[S, ...]] = {
    S.IN_PROGRESS: (S.OPEN,),
    S.RESOLVED: (S.OPEN, S.IN_PROGRESS, S.ON_HOLD),
}

_DONE = {
    Act.EDIT: "edited",
    Act.APPROVE: "approved",
    Act.REJECT: "rejected",
    Act.WITHDRAW: "withdrawn",
    Act.HOLD: "put on hold",
    Act.RESUME: "resumed",
    Act.CLOSE: "closed",
    Act.REOPEN: "reopened",
    Act.RATE: "rated",
}


@dataclass(frozen=True)
class TicketFacts:
    """What the rules look at in a ticket."""

    status: S
    requester_id: UUID
    owner_id: UUID | None = None
    closes_at: datetime | None = None
    reopen_until: datetime | None = None
    reopened_revision: int = 0
    rated: bool = False
    #: Whether the category lets whoever asked decide on it.
    self_approval: bool = False


@dataclass(frozen=True)
class CallerFacts:
    """What the rules look at in a caller."""

    id: UUID
    permissions: frozenset[str]


@dataclass(frozen=True)
class Refusal:
    """Why not; `forbidden` is about the caller, `conflict` about the ticket."""

    kind: Literal["forbidden", "conflict"]
    reason: str


class Next(StrEnum):
    """What happens next to a ticket, as clients translate it."""

    AWAITING_APPROVAL = "awaiting_approval"
    AWAITING_WORK = "awaiting_work"
    IN_WORK = "in_work"
    ON_HOLD = "on_hold"
    CONFIRM_RESOLUTION = "confirm_resolution"
    RATE = "rate"
    DONE = "done"


_NEXT = {
    S.NEW: Next.AWAITING_APPROVAL,
    S.OPEN: Next.AWAITING_WORK,
    S.IN_PROGRESS: Next.IN_WORK,
    S.ON_HOLD: Next.ON_HOLD,
    S.REJECTED: Next.DONE,
    S.WITHDRAWN: Next.DONE,
}


#: Decisions on a request: they are for somebody else than whoever asked.
DECISIONS = frozenset({Act.APPROVE, Act.REJECT})


class Verdict(Enum):
    """What becomes of a status that the work asks for."""

    ACCEPTED = "accepted"
    #: The ticket is there already.
    SETTLED = "settled"
    REFUSED = "refused"


def refusal(act: Act, ticket: TicketFacts, caller: CallerFacts, now: datetime) -> Refusal | None:
    """Why the caller may not act now, or None when they may."""
    rule = RULES[act]
    if not _may(rule, ticket, caller):
        return Refusal("forbidden", f"Only {_who(rule)} may do this.")
    if ticket.status not in rule.sources:
        sources = " or ".join(rule.sources)
        return Refusal(
            "conflict",
            f"Only a ticket that is {sources} can be {_DONE[act]}; this one is {ticket.status}.",
        )
    if act in DECISIONS and caller.id == ticket.requester_id and not ticket.self_approval:
        return Refusal("forbidden", "Somebody else must decide on your own request.")
    if act is Act.REOPEN and (ticket.reopen_until is None or now > ticket.reopen_until):
        return Refusal("conflict", "The time to reopen it is over. Submit a new ticket.")
    if act is Act.RATE and ticket.rated:
        return Refusal("conflict", "It was rated already.")
    return None


def next_step(ticket: TicketFacts, now: datetime) -> tuple[Next, datetime | None]:
    """What happens next, and when a resolved ticket is closed or a closed one final."""
    if ticket.status == S.RESOLVED:
        return Next.CONFIRM_RESOLUTION, ticket.closes_at
    if ticket.status != S.CLOSED:
        return _NEXT[ticket.status], None
    final = ticket.reopen_until is None or now > ticket.reopen_until
    return Next.DONE if ticket.rated else Next.RATE, None if final else ticket.reopen_until


def decide(proposed: S, seen_revision: int, ticket: TicketFacts) -> Verdict:
    """What becomes of a status that the work asks for, having seen a revision of the ticket."""
    if proposed == ticket.status:
        return Verdict.SETTLED
    if seen_revision < ticket.reopened_revision:
        return Verdict.REFUSED
    return Verdict.ACCEPTED if ticket.status in PROPOSALS.get(proposed, ()) else Verdict.REFUSED


def _may(rule: Rule, ticket: TicketFacts, caller: CallerFacts) -> bool:
    return (
        (rule.permission is not None and rule.permission in caller.permissions)
        or (rule.requester and caller.id == ticket.requester_id)
        or (rule.owner and caller.id == ticket.owner_id)
    )


def _who(rule: Rule) -> str:
    parts = ["the requester"] if rule.requester else []
    parts += ["its owner"] if rule.owner else []
    parts += ["a coordinator"] if rule.permission else []
    return " or ".join(parts)
