"""Every change of a ticket: locked, allowed by the lifecycle, recorded and told."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.base import Person
from tts_contracts.notifications import NotificationRaised
from tts_contracts.permissions import Permission
from tts_contracts.tickets import SERIES, TicketStatus
from tts_helpdesk.catalog.service import CatalogService
from tts_helpdesk.counters import service as counters
from tts_helpdesk.drafts.service import DraftService
from tts_helpdesk.people.service import PeopleService
from tts_helpdesk.tickets import messages
from tts_helpdesk.tickets.errors import TicketNotFound, WrongStatus
from tts_helpdesk.tickets.lifecycle import RULES, Act, refusal
from tts_helpdesk.tickets.lists import NAMES
from tts_helpdesk.tickets.models import TICKET_NUMBERS, Participant, Ticket
from tts_helpdesk.tickets.schemas import Approve, Edit, Rate, Submit, TicketDetail
from tts_helpdesk.tickets.views import caller_facts, detail_of, facts
from tts_helpdesk.timeline import service as timeline
from tts_kit import clock, outbox
from tts_kit.errors import Forbidden
from tts_kit.identity.principal import Principal
from tts_kit.ids import uuid7
from tts_kit.preconditions import check_revision
from tts_kit.streams.hints import ticket_changed
from tts_kit.timers import clear_timers, set_timer

#: What an edit may change.
_EDITABLE = ("subject", "description", "category", "sub_category", "form")

#: Kind of the timer that closes a resolved ticket; its owner is the number, its generation how
#: often the ticket was reopened.
AUTO_CLOSE = "auto_close"

_LOCK = (
    select(Ticket, *NAMES.values())
    .where(Ticket.number == bindparam("of_number"))
    .with_for_update(of=Ticket)
    .execution_options(populate_existing=True)
)
_PART = select(Participant.part).where(
    Participant.ticket_id == bindparam("ticket"), Participant.person_id == bindparam("person")
)
_JOIN = insert(Participant).on_conflict_do_nothing().returning(Participant.person_id)
_CONVERSATION = (
    select(Participant)
    .where(
        Participant.ticket_id == bindparam("ticket"),
        Participant.part.in_(messages.CONVERSATION_PARTS),
    )
    .order_by(Participant.person_id)
)


class TicketService:
    """Commands of people, and the steps that changes of any origin are made of."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._catalog = CatalogService(session)

    async def submit(self, caller: Principal, data: Submit) -> TicketDetail:
        """Take a request in; raises `Invalid` unless the catalogue has it in this form."""
        form = data.form or {}
        now = clock.now()
        await self._catalog.check_request(data.category, data.sub_category, form, now)
        digits = await self._session.scalar(TICKET_NUMBERS)
        number = f"{SERIES}{now:%Y%m%d}{digits:06d}"
        if data.draft is not None:
            await DraftService(self._session).submit(caller, data.draft, number)
        ticket = Ticket(
            id=uuid7(),
            number=number,
            subject=data.subject.strip(),
            description=data.description.strip(),
            category=data.category,
            sub_category=data.sub_category,
            form=form,
            status=TicketStatus.NEW.value,
            requester_id=caller.id,
            requester_name=caller.full_name,
            revision=1,
            created_at=now,
            updated_at=now,
        )
        self._session.add(ticket)
        await self._session.flush()
        requester = Participant(
            ticket_id=ticket.id,
            person_id=caller.id,
            part="requester",
            full_name=caller.full_name,
        )
        self._session.add(requester)
        await self._session.flush()
        await counters.shift(self._session, None, ticket.status)
        await timeline.record(
            self._session, ticket.id, "submit", caller.person, now, after=ticket.status
        )
        await self._tell_conversation(ticket, [requester])
        deciders = await PeopleService(self._session).who_may(Permission.TICKET_APPROVE)
        await self._raise(messages.submitted(ticket, deciders))
        ticket_changed(self._session, ticket.number)
        return await self._detail(ticket, caller)

    async def edit(
        self, caller: Principal, number: str, data: Edit, expected: int | None
    ) -> TicketDetail:
        """Change a request that nobody has decided on; raises `Invalid` as a submission does."""
        ticket = await self._lock_for(Act.EDIT, caller, number, expected)
        changed = _change(ticket, data)
        if not changed:
            return await self._detail(ticket, caller)
        # A date that was to come when the request was sent need not be put off to mend a word.
        await self._catalog.check_request(
            ticket.category, ticket.sub_category, ticket.form, ticket.created_at
        )
        await self.touch(ticket)
        await timeline.record(
            self._session,
            ticket.id,
            Act.EDIT,
            caller.person,
            ticket.updated_at,
            data={"changed": changed},
        )
        if "subject" in changed:
            await self._tell_conversation(ticket, await self._conversation(ticket))
        return await self._detail(ticket, caller)

    async def approve(
        self, caller: Principal, number: str, data: Approve, expected: int | None
    ) -> TicketDetail:
        """Hand a new ticket to the work; the approver owns it from then on."""
        ticket = await self._lock_for(Act.APPROVE, caller, number, expected)
        await self._catalog.check_department(data.department)
        ticket.priority = data.priority
        ticket.department = data.department
        ticket.owner_id, ticket.owner_name = caller.id, caller.full_name
        ticket.approved_at = clock.now()
        given = {"priority": data.priority, "department": data.department}
        await self.move(
            ticket, Act.APPROVE, TicketStatus.OPEN, caller.person, data.note, data=given
        )
        return await self._answer(ticket, caller)

    async def act(
        self, caller: Principal, number: str, act: Act, text: str | None, expected: int | None
    ) -> TicketDetail:
        """Do what needs no more than a word: all but to approve and to rate."""
        ticket = await self._lock_for(act, caller, number, expected)
        target = RULES[act].target
        if target is None:
            raise ValueError(f"{act} is no transition")
        if act is Act.REOPEN:
            ticket.reopened += 1
            ticket.reopened_revision = ticket.revision + 1
        await self.move(ticket, act, target, caller.person, text)
        return await self._answer(ticket, caller)

    async def rate(
        self, caller: Principal, number: str, data: Rate, expected: int | None
    ) -> TicketDetail:
        """Keep what the requester thought, once."""
        ticket = await self._lock_for(Act.RATE, caller, number, expected)
        ticket.rating = data.rating
        ticket.rating_tags = data.tags
        ticket.rating_comment = data.comment
        ticket.rated_at = clock.now()
        await self.touch(ticket)
        await timeline.record(
            self._session,
            ticket.id,
            Act.RATE,
            caller.person,
            ticket.rated_at,
            text=data.comment,
            data={"rating": data.rating, "tags": data.tags},
        )
        await self._notify(ticket, Act.RATE, caller.person, data.comment)
        return detail_of(ticket, caller)

    async def lock(self, number: str) -> Ticket:
        """The ticket under its row's lock, with people's names, as it is now.

        Raises `TicketNotFound`.
        """
        found = (await self._session.execute(_LOCK, {"of_number": number})).first()
        if found is None:
            raise TicketNotFound(number)
        ticket, *names = found
        for copied, name in zip(NAMES, names, strict=True):
            setattr(ticket, copied, name)
        locked: Ticket = ticket
        return locked

    async def touch(self, ticket: Ticket) -> None:
        """Raise the revision of a locked ticket for what was changed in it."""
        ticket.revision += 1
        self.mark_changed(ticket, clock.now())
        await self._session.flush()

    def mark_changed(self, ticket: Ticket, at: datetime) -> None:
        """Show when a locked ticket was changed last, be it by what was said or done beside it.

        The revision stays: a message makes nobody's change void.
        """
        ticket.updated_at = max(ticket.updated_at, at)
        ticket_changed(self._session, ticket.number)

    async def move(
        self,
        ticket: Ticket,
        action: str,
        target: TicketStatus,
        actor: Person | None,
        text: str | None = None,
        *,
        fact_id: UUID | None = None,
        occurred_at: datetime | None = None,
        data: dict[str, Any] | None = None,
    ) -> None:
        """Change a locked ticket's status, and do all that follows; the caller asked the rules."""
        before, ticket.status = ticket.status, target.value
        await self._keep_windows(ticket, before)
        await self.touch(ticket)
        await counters.shift(self._session, before, ticket.status)
        await timeline.record(
            self._session,
            ticket.id,
            action,
            actor,
            occurred_at or ticket.updated_at,
            fact_id=fact_id,
            before=before,
            after=ticket.status,
            text=text,
            data=data,
        )
        await self.tell_work(ticket)
        await self._notify(ticket, action, actor, text)

    async def tell_work(self, ticket: Ticket) -> None:
        """Send the ticket's present state to the work, if there is any."""
        state = messages.ticket_state(ticket)
        if state is not None:
            await outbox.send(self._session, routes.APPLY_TICKET, state)

    async def join(self, ticket: Ticket, person: Person, part: str) -> None:
        """Let somebody see the ticket, and the conversation unless that is workflow's to say."""
        row = {
            "ticket_id": ticket.id,
            "person_id": person.id,
            "part": part,
            "full_name": person.full_name,
        }
        joined = await self._session.execute(_JOIN, row)
        if joined.first() is not None and part in messages.CONVERSATION_PARTS:
            await self._tell_conversation(ticket, await self._conversation(ticket))

    async def replace_assignee(self, ticket: Ticket) -> None:
        """Let the present assignee see the ticket, and the one before no longer as such."""
        mine = delete(Participant).where(
            Participant.ticket_id == ticket.id, Participant.part == "assignee"
        )
        await self._session.execute(mine)
        if ticket.assignee is not None:
            await self.join(ticket, ticket.assignee, "assignee")

    async def _lock_for(
        self, act: Act, caller: Principal, number: str, expected: int | None
    ) -> Ticket:
        """Raises `TicketNotFound`, `Forbidden`, `PreconditionFailed` or `WrongStatus`."""
        ticket = await self.lock(number)
        if not await self._sees(caller, ticket):
            raise TicketNotFound(number)
        seen = facts(ticket, self_approval=await self._self_approval(ticket, caller))
        refused = refusal(act, seen, caller_facts(caller), clock.now())
        if refused and refused.kind == "forbidden":
            raise Forbidden(refused.reason)
        check_revision(expected, ticket.revision)
        if refused:
            raise WrongStatus(refused.reason, status_now=ticket.status)
        return ticket

    async def _sees(self, caller: Principal, ticket: Ticket) -> bool:
        if caller.may(Permission.TICKET_READ_ALL) or caller.id == ticket.requester_id:
            return True
        asked = {"ticket": ticket.id, "person": caller.id}
        return (await self._session.scalars(_PART, asked)).first() is not None

    async def _answer(self, ticket: Ticket, caller: Principal) -> TicketDetail:
        """Whoever acted for the staff takes part from now on."""
        if caller.id != ticket.requester_id:
            await self.join(ticket, caller.person, "coordinator")
        return detail_of(ticket, caller)

    async def _detail(self, ticket: Ticket, caller: Principal) -> TicketDetail:
        """The answer about a ticket that may be new still."""
        self_approval = await self._self_approval(ticket, caller)
        return detail_of(ticket, caller, self_approval=self_approval)

    async def _self_approval(self, ticket: Ticket, caller: Principal) -> bool:
        """Whether the category lets the caller decide on it; asked only of those who could."""
        if caller.id != ticket.requester_id or not caller.may(Permission.TICKET_APPROVE):
            return False
        return (await self._catalog.category(ticket.category)).self_approval

    async def _keep_windows(self, ticket: Ticket, before: str) -> None:
        """Set or forget when a finished ticket is closed, and until when it may be reopened."""
        ticket.closes_at = None
        if before == TicketStatus.RESOLVED:
            await clear_timers(self._session, ticket.number, AUTO_CLOSE)
        if ticket.status not in (TicketStatus.RESOLVED, TicketStatus.CLOSED):
            ticket.resolved_at = ticket.closed_at = ticket.reopen_until = None
            return
        now = clock.now()
        category = await self._catalog.category(ticket.category)
        ticket.reopen_until = now + timedelta(days=category.reopen_days)
        if ticket.status == TicketStatus.CLOSED:
            ticket.closed_at = now
            return
        ticket.resolved_at = now
        ticket.closes_at = now + timedelta(hours=category.auto_close_hours)
        await set_timer(
            self._session,
            ticket.number,
            AUTO_CLOSE,
            ticket.closes_at,
            generation=ticket.reopened,
        )

    async def _conversation(self, ticket: Ticket) -> Iterable[Participant]:
        return await self._session.scalars(_CONVERSATION, {"ticket": ticket.id})

    async def _tell_conversation(self, ticket: Ticket, rows: Iterable[Participant]) -> None:
        state = messages.participants_state(ticket, rows)
        await outbox.send(self._session, routes.APPLY_PARTICIPANTS, state)

    async def _notify(
        self, ticket: Ticket, action: str, actor: Person | None, text: str | None
    ) -> None:
        await self._raise(messages.notification(ticket, action, actor, text))

    async def _raise(self, raised: NotificationRaised | None) -> None:
        if raised is not None:
            await outbox.send(self._session, routes.FAN_OUT_NOTIFICATION, raised)


def _change(ticket: Ticket, data: Edit) -> dict[str, Any]:
    """Change what is given and differs; what was and is, by field."""
    changed = {}
    for name in _EDITABLE:
        before, given = getattr(ticket, name), getattr(data, name)
        if given is UNSET:
            continue
        after = _tidied(name, given)
        if after != before:
            setattr(ticket, name, after)
            changed[name] = {"before": before, "after": after}
    return changed


def _tidied(name: str, value: Any) -> Any:
    """A field's value as it is kept."""
    if name == "form":
        return value or {}
    return value.strip() if name in ("subject", "description") else value
