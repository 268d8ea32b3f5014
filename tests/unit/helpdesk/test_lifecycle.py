"""The transition table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts_contracts.permissions import SEEDED_ROLES
from tts_contracts.tickets import TicketStatus as S
from tts_helpdesk.tickets.lifecycle import (
    RULES,
    Act,
    CallerFacts,
    Next,
    TicketFacts,
    Verdict,
    decide,
    next_step,
    refusal,
)
from tts_kit.ids import uuid7

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOON, PAST = NOW + timedelta(hours=1), NOW - timedelta(seconds=1)
REQUESTER = CallerFacts(uuid7(), frozenset(SEEDED_ROLES[("hdts", "Employee")]))
STRANGER = CallerFacts(uuid7(), frozenset(SEEDED_ROLES[("hdts", "Employee")]))
COORDINATOR = CallerFacts(uuid7(), frozenset(SEEDED_ROLES[("hdts", "Ticket Coordinator")]))
AGENT = CallerFacts(uuid7(), frozenset(SEEDED_ROLES[("tts", "Agent")]))
OWNER = CallerFacts(uuid7(), frozenset())


def ticket(status: S, **changes: object) -> TicketFacts:
    facts = TicketFacts(
        status=status,
        requester_id=REQUESTER.id,
        owner_id=OWNER.id,
        reopen_until=NOW + timedelta(days=1),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


#: Every act in every status by every caller that the design allows; nothing else is.
ALLOWED = {
    (Act.EDIT, S.NEW, REQUESTER),
    *((Act.APPROVE, S.NEW, c) for c in (COORDINATOR,)),
    *((Act.REJECT, S.NEW, c) for c in (COORDINATOR,)),
    *(
        (Act.WITHDRAW, s, c)
        for s in (S.NEW, S.OPEN, S.IN_PROGRESS, S.ON_HOLD)
        for c in (REQUESTER, COORDINATOR)
    ),
    *((Act.HOLD, s, c) for s in (S.OPEN, S.IN_PROGRESS) for c in (OWNER, COORDINATOR)),
    *((Act.RESUME, S.ON_HOLD, c) for c in (OWNER, COORDINATOR)),
    *((Act.CLOSE, S.RESOLVED, c) for c in (REQUESTER, COORDINATOR)),
    *((Act.REOPEN, s, c) for s in (S.RESOLVED, S.CLOSED) for c in (REQUESTER, COORDINATOR)),
    (Act.RATE, S.CLOSED, REQUESTER),
}


@pytest.mark.parametrize("act", Act)
def test_an_act_is_allowed_exactly_where_the_design_says(act: Act) -> None:
    for status in S:
        for caller in (REQUESTER, STRANGER, COORDINATOR, AGENT, OWNER):
            allowed = refusal(act, ticket(status), caller, NOW) is None
            assert allowed == ((act, status, caller) in ALLOWED), (act, status, caller)


@pytest.mark.parametrize("act", [Act.APPROVE, Act.REJECT])
def test_nobody_decides_on_their_own_request_unless_its_category_says_so(act: Act) -> None:
    own = ticket(S.NEW, requester_id=COORDINATOR.id)
    refused = refusal(act, own, COORDINATOR, NOW)
    assert refused is not None
    assert refused.kind == "forbidden"
    assert refusal(act, replace(own, self_approval=True), COORDINATOR, NOW) is None
    assert refusal(act, replace(own, self_approval=True), STRANGER, NOW) is not None


def test_a_refusal_says_whether_the_caller_or_the_ticket_is_in_the_way() -> None:
    stranger = refusal(Act.APPROVE, ticket(S.NEW), STRANGER, NOW)
    assert stranger is not None
    assert stranger.kind == "forbidden"
    again = refusal(Act.APPROVE, ticket(S.OPEN), COORDINATOR, NOW)
    assert again is not None
    assert again.kind == "conflict"
    assert again.reason == "Only a ticket that is New can be approved; this one is Open."


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        (ticket(S.NEW), (Next.AWAITING_APPROVAL, None)),
        (ticket(S.OPEN), (Next.AWAITING_WORK, None)),
        (ticket(S.IN_PROGRESS), (Next.IN_WORK, None)),
        (ticket(S.ON_HOLD), (Next.ON_HOLD, None)),
        (ticket(S.RESOLVED, closes_at=SOON), (Next.CONFIRM_RESOLUTION, SOON)),
        (ticket(S.CLOSED, reopen_until=SOON), (Next.RATE, SOON)),
        (ticket(S.CLOSED, reopen_until=NOW), (Next.RATE, NOW)),
        (ticket(S.CLOSED, reopen_until=PAST), (Next.RATE, None)),
        (ticket(S.CLOSED, reopen_until=None), (Next.RATE, None)),
        (ticket(S.CLOSED, reopen_until=SOON, rated=True), (Next.DONE, SOON)),
        (ticket(S.CLOSED, reopen_until=PAST, rated=True), (Next.DONE, None)),
        (ticket(S.REJECTED), (Next.DONE, None)),
        (ticket(S.WITHDRAWN), (Next.DONE, None)),
    ],
)
def test_a_ticket_tells_what_happens_next(
    present: TicketFacts, expected: tuple[Next, datetime | None]
) -> None:
    assert next_step(present, NOW) == expected


@pytest.mark.parametrize("until", [None, NOW - timedelta(seconds=1)])
def test_the_window_for_reopening_ends(until: datetime | None) -> None:
    refused = refusal(Act.REOPEN, ticket(S.CLOSED, reopen_until=until), REQUESTER, NOW)
    assert refused is not None
    assert refused.kind == "conflict"


def test_a_ticket_is_rated_once() -> None:
    refused = refusal(Act.RATE, ticket(S.CLOSED, rated=True), REQUESTER, NOW)
    assert refused is not None
    assert refused.kind == "conflict"


@pytest.mark.parametrize(
    ("present", "proposed", "verdict"),
    [
        (S.OPEN, S.IN_PROGRESS, Verdict.ACCEPTED),
        (S.OPEN, S.RESOLVED, Verdict.ACCEPTED),
        (S.IN_PROGRESS, S.IN_PROGRESS, Verdict.SETTLED),
        (S.IN_PROGRESS, S.RESOLVED, Verdict.ACCEPTED),
        (S.ON_HOLD, S.IN_PROGRESS, Verdict.REFUSED),
        (S.ON_HOLD, S.RESOLVED, Verdict.ACCEPTED),
        (S.RESOLVED, S.IN_PROGRESS, Verdict.REFUSED),
        (S.CLOSED, S.IN_PROGRESS, Verdict.REFUSED),
        (S.CLOSED, S.RESOLVED, Verdict.REFUSED),
        (S.WITHDRAWN, S.IN_PROGRESS, Verdict.REFUSED),
        (S.WITHDRAWN, S.RESOLVED, Verdict.REFUSED),
        (S.NEW, S.IN_PROGRESS, Verdict.REFUSED),
        (S.OPEN, S.CLOSED, Verdict.REFUSED),
    ],
)
def test_the_work_gets_the_statuses_that_are_its_own(
    present: S, proposed: S, verdict: Verdict
) -> None:
    assert decide(proposed, 5, ticket(present)) is verdict


def test_what_the_work_asked_for_before_a_reopening_is_void() -> None:
    reopened = ticket(S.IN_PROGRESS, reopened_revision=7)
    assert decide(S.RESOLVED, 6, reopened) is Verdict.REFUSED
    assert decide(S.RESOLVED, 7, reopened) is Verdict.ACCEPTED


@given(st.lists(st.one_of(st.sampled_from(Act), st.sampled_from(S)), max_size=30))
def test_no_sequence_leaves_the_table(moves: list[Act | S]) -> None:
    present = ticket(S.NEW)
    everybody = (REQUESTER, COORDINATOR)
    for move in moves:
        before = present.status
        if isinstance(move, S):
            if decide(move, 1, present) is Verdict.ACCEPTED:
                present = replace(present, status=move)
        elif any(refusal(move, present, caller, NOW) is None for caller in everybody):
            present = replace(present, status=RULES[move].target or present.status)
        if before in (S.REJECTED, S.WITHDRAWN):
            assert present.status == before
        if before == S.NEW:
            assert present.status in (S.NEW, S.OPEN, S.REJECTED, S.WITHDRAWN)
