"""A ticket as a caller sees it, and what the lifecycle looks at in both."""

from tts_contracts.tickets import TicketStatus
from tts_helpdesk.tickets.lifecycle import (
    RULES,
    Act,
    CallerFacts,
    TicketFacts,
    next_step,
    refusal,
)
from tts_helpdesk.tickets.models import Ticket
from tts_helpdesk.tickets.schemas import Action, NextStep, Rating, TicketDetail
from tts_kit import clock
from tts_kit.identity.principal import Principal


def facts(ticket: Ticket, *, self_approval: bool = False) -> TicketFacts:
    """What the rules look at in the ticket and its category."""
    return TicketFacts(
        status=TicketStatus(ticket.status),
        requester_id=ticket.requester_id,
        owner_id=ticket.owner_id,
        closes_at=ticket.closes_at,
        reopen_until=ticket.reopen_until,
        reopened_revision=ticket.reopened_revision,
        rated=ticket.rated_at is not None,
        self_approval=self_approval,
    )


def caller_facts(caller: Principal) -> CallerFacts:
    """What the rules look at in the caller."""
    return CallerFacts(id=caller.id, permissions=caller.permissions)


def detail_of(ticket: Ticket, caller: Principal, *, self_approval: bool = False) -> TicketDetail:
    """The ticket with the caller's actions."""
    return TicketDetail(
        number=ticket.number,
        subject=ticket.subject,
        description=ticket.description,
        status=TicketStatus(ticket.status),
        priority=ticket.priority,
        department=ticket.department,
        category=ticket.category,
        sub_category=ticket.sub_category,
        form=ticket.form,
        requester=ticket.requester,
        owner=ticket.owner,
        assignee=ticket.assignee,
        step=ticket.step,
        step_role=ticket.step_role,
        work_status=ticket.work_status,
        due_at=ticket.due_at,
        sla=ticket.sla,
        rated_at=ticket.rated_at,
        created_at=ticket.created_at,
        updated_at=ticket.updated_at,
        approved_at=ticket.approved_at,
        first_reply_at=ticket.first_reply_at,
        resolved_at=ticket.resolved_at,
        closed_at=ticket.closed_at,
        reopen_until=ticket.reopen_until,
        reopened=ticket.reopened,
        revision=ticket.revision,
        csat=_rating(ticket),
        next=_next(ticket),
        actions=_actions(facts(ticket, self_approval=self_approval), caller),
    )


def _actions(seen: TicketFacts, caller: Principal) -> list[Action]:
    asking, now = caller_facts(caller), clock.now()
    actions = []
    for act in Act:
        refused = refusal(act, seen, asking, now)
        actions.append(
            Action(
                name=act,
                allowed=refused is None,
                reason=refused.reason if refused else None,
                reason_required=RULES[act].reason_required,
            )
        )
    return actions


def _next(ticket: Ticket) -> NextStep:
    code, until = next_step(facts(ticket), clock.now())
    return NextStep(code=code, until=until)


def _rating(ticket: Ticket) -> Rating | None:
    if ticket.rating is None or ticket.rated_at is None:
        return None
    return Rating(
        rating=ticket.rating,
        tags=ticket.rating_tags or [],
        comment=ticket.rating_comment,
        rated_at=ticket.rated_at,
    )
