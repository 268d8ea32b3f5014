"""Messages in any order and any number of times end at the same work."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.factories_workflow import make_member, make_ticket
from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_contracts.tickets import TicketState, TicketStatus
from tts_kit.ids import uuid7

S = TicketStatus


class Told(NamedTuple):
    """One state of a ticket as the histories below draw it."""

    status: TicketStatus
    priority: str
    reopened: int


HISTORIES = st.lists(
    st.builds(
        Told,
        st.sampled_from([S.OPEN, S.IN_PROGRESS, S.ON_HOLD]),
        st.sampled_from(["Low", "High", "Critical"]),
        st.just(0),
    ),
    min_size=1,
    max_size=4,
).flatmap(
    lambda states: st.sampled_from(
        [
            states,
            [*states, Told(S.WITHDRAWN, "Low", 0)],
            [*states, Told(S.CLOSED, "Low", 0)],
            [*states, Told(S.CLOSED, "Low", 0), Told(S.IN_PROGRESS, "High", 1)],
        ]
    )
)


def deliveries(history: Sequence[Told]) -> st.SearchStrategy[list[int]]:
    """Every state at least once, some again, in any order."""
    each = list(range(len(history)))
    again = st.lists(st.sampled_from(each), max_size=3)
    return again.flatmap(lambda more: st.permutations([*each, *more]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
async def test_any_order_of_ticket_states_ends_at_the_newest(
    desk: Desk, data: st.DataObject
) -> None:
    await desk.staff(desk.roles["Agent"], "Agent")
    history = data.draw(HISTORIES)
    ticket = make_ticket()
    states = [replace(ticket, revision=2 + n, **told._asdict()) for n, told in enumerate(history)]
    order = data.draw(deliveries(history))
    for index in order:
        await desk.tell(routes.APPLY_TICKET, states[index])
    newest = states[-1]
    if newest.status in (S.WITHDRAWN, S.CLOSED):
        # Nothing is begun for a ticket that is first seen when it is over.
        assert await _status(desk, ticket) == (
            None if order[0] == len(history) - 1 else "cancelled"
        )
        return
    task = await desk.task(ticket)
    assert task.status == ("on_hold" if newest.status is S.ON_HOLD else "assigned")
    assert (task.priority, task.ticket_revision) == (newest.priority, newest.revision)
    assert task.reopened == newest.reopened
    sent = [s for s in await desk.sent(routes.APPLY_STEP) if s.ticket == ticket.key]
    assert len({s.revision for s in sent}) == len(sent)
    assert (sent[-1].revision, sent[-1].status) == (task.revision, task.status)
    assert sent[-1].due_at == task.due_at


async def _status(desk: Desk, ticket: TicketState) -> str | None:
    sent = [s for s in await desk.sent(routes.APPLY_STEP) if s.ticket == ticket.key]
    return sent[-1].status if sent else None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
async def test_any_order_of_people_and_tickets_leaves_work_with_somebody_or_waiting(
    desk: Desk, data: st.DataObject
) -> None:
    role_id = desk.roles["Budget Manager"]
    people = [uuid7() for _ in range(2)]
    presence = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=3)
    states = [
        make_member(person, *([role_id] if holds else []), revision=n, available=available)
        for person in people
        for n, (holds, available) in enumerate(data.draw(presence), 1)
    ]
    ticket = make_ticket(category="New Budget Proposal", department="Budget Department")
    await desk.staff(desk.roles["Admin"], "Admin")
    await desk.tell(routes.APPLY_TICKET, ticket)
    await desk.act(await desk.task(ticket), "submit")
    for state in data.draw(st.permutations([*states, states[0]])):
        await desk.tell(routes.APPLY_MEMBER, state)
    await desk.settle()
    newest = {state.key: state for state in sorted(states, key=lambda s: s.revision)}
    holders = {key for key, state in newest.items() if state.role_ids}
    able = {key for key in holders if newest[key].available}
    task = await desk.task(ticket)
    if task.assignee_id:
        assert str(task.assignee_id) in holders
    else:
        assert task.status == "waiting"
        assert not able
    for person in people:
        await desk.staff(person, revision=99, active=False)
