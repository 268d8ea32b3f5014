"""What the helpdesk tells others about a ticket."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tts_contracts.base import Person
from tts_contracts.conversations import Participant, ParticipantsState
from tts_contracts.notifications import NotificationRaised, NotificationType
from tts_contracts.tickets import TicketState, TicketStatus
from tts_helpdesk.tickets.lifecycle import RULES, Act
from tts_helpdesk.tickets.models import Participant as ParticipantRow
from tts_helpdesk.tickets.models import Ticket
from tts_kit.ids import uuid7

#: Parts whose holders are in the conversation by the helpdesk's word; workflow names its own.
CONVERSATION_PARTS = ("requester", "coordinator")

#: Actions whose text is a reason; that of others is a note.
_REASONED = frozenset(act for act, rule in RULES.items() if rule.reason_required)

#: Action → type, and who is told: the requester, the owner. Nobody is told what they did.
_TOLD: dict[str, tuple[NotificationType, bool, bool]] = {
    Act.APPROVE: (NotificationType.TICKET_APPROVED, True, False),
    Act.REJECT: (NotificationType.TICKET_REJECTED, True, False),
    Act.HOLD: (NotificationType.TICKET_STATUS, True, False),
    Act.RESUME: (NotificationType.TICKET_STATUS, True, False),
    "resolve": (NotificationType.TICKET_RESOLVED, True, False),
    Act.CLOSE: (NotificationType.TICKET_CLOSED, True, True),
    Act.REOPEN: (NotificationType.TICKET_REOPENED, True, True),
    Act.WITHDRAW: (NotificationType.TICKET_STATUS, True, True),
    Act.RATE: (NotificationType.TICKET_RATED, False, True),
}


def ticket_state(ticket: Ticket) -> TicketState | None:
    """The ticket for the work on it; None before its approval, when there is none."""
    owner, department, priority = ticket.owner, ticket.department, ticket.priority
    if ticket.approved_at is None or owner is None or department is None or priority is None:
        return None
    return TicketState(
        key=ticket.number,
        revision=ticket.revision,
        status=TicketStatus(ticket.status),
        subject=ticket.subject,
        description=ticket.description,
        category=ticket.category,
        sub_category=ticket.sub_category,
        department=department,
        priority=priority,
        form=ticket.form,
        requester=ticket.requester,
        owner=owner,
        approved_at=ticket.approved_at,
        first_reply_at=ticket.first_reply_at,
        reopened=ticket.reopened,
    )


def participants_state(ticket: Ticket, rows: Iterable[ParticipantRow]) -> ParticipantsState:
    """Requester and coordinators; who works on the ticket is workflow's to tell."""
    return ParticipantsState(
        key=f"helpdesk:{ticket.number}",
        revision=ticket.revision,
        producer="helpdesk",
        ticket=ticket.number,
        subject=ticket.subject,
        participants=[
            Participant(
                id=row.person_id,
                full_name=row.full_name,
                part="requester" if row.part == "requester" else "staff",
            )
            for row in rows
        ],
    )


def notification(
    ticket: Ticket, action: str, actor: Person | None, text: str | None
) -> NotificationRaised | None:
    """Who is to be told of an action, or None when nobody is."""
    told = _TOLD.get(action)
    if told is None:
        return None
    type_, requester, owner = told
    people = {ticket.requester_id} if requester else set()
    if owner and ticket.owner_id:
        people.add(ticket.owner_id)
    people -= {actor.id} if actor else set()
    data = _rated(ticket, actor) if action == Act.RATE else _acted(ticket, action, actor, text)
    return _raised(ticket, type_, people, data)


def submitted(ticket: Ticket, deciders: set[UUID]) -> NotificationRaised | None:
    """Those who decide on requests are told of a new one, but not of their own."""
    data = {
        "subject": ticket.subject,
        "actor": ticket.requester_name,
        "category": ticket.category,
    }
    people = deciders - {ticket.requester_id}
    return _raised(ticket, NotificationType.TICKET_SUBMITTED, people, data)


def _raised(
    ticket: Ticket, type_: NotificationType, people: set[UUID], data: dict[str, Any]
) -> NotificationRaised | None:
    if not people:
        return None
    return NotificationRaised(
        id=uuid7(),
        occurred_at=ticket.updated_at,
        type=type_,
        recipients=sorted(people),
        ticket=ticket.number,
        data=data,
    )


def _acted(ticket: Ticket, action: str, actor: Person | None, text: str | None) -> dict[str, Any]:
    reasoned = action in _REASONED
    return {
        "subject": ticket.subject,
        "status": ticket.status,
        "priority": ticket.priority,
        "department": ticket.department,
        "actor": actor.full_name if actor else None,
        "reason": text if reasoned else None,
        "note": None if reasoned else text,
    }


def _rated(ticket: Ticket, actor: Person | None) -> dict[str, Any]:
    return {
        "subject": ticket.subject,
        "actor": actor.full_name if actor else None,
        "rating": ticket.rating,
        "comment": ticket.rating_comment,
    }
