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
    """What a person can do to a ticket; the value is the last part of the route."""

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
    reopen_until: datetime | None = None
    reopened_revision: int = 0
    rated: bool = False


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
    if act is Act.REOPEN and (ticket.reopen_until is None or now > ticket.reopen_until):
        return Refusal("conflict", "The time to reopen it is over. Submit a new ticket.")
    if act is Act.RATE and ticket.rated:
        return Refusal("conflict", "It was rated already.")
    return None


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
