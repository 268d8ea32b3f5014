"""Helpdesk and work agree in the end, whatever both did meanwhile and however messages travelled.

The work is a model here that obeys as the contract says; the helpdesk side is its real table.
"""

from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.helpdesk.test_lifecycle import COORDINATOR, NOW, ticket
from tts_contracts.tickets import TicketStatus as S
from tts_helpdesk.tickets.lifecycle import RULES, Act, TicketFacts, Verdict, decide, refusal

#: Statuses of the ticket → those of the work that fit.
FITTING = {
    S.OPEN: {"active"},
    S.IN_PROGRESS: {"active"},
    S.ON_HOLD: {"held"},
    S.RESOLVED: {"done"},
    S.CLOSED: {"done"},
    S.WITHDRAWN: {"cancelled", "done"},
}


@dataclass(frozen=True)
class TicketMessage:
    revision: int
    status: S
    reopened: int


@dataclass(frozen=True)
class Proposal:
    status: S
    seen_revision: int


@dataclass
class Helpdesk:
    """The ticket, by the real rules."""

    facts: TicketFacts = field(default_factory=lambda: ticket(S.OPEN))
    revision: int = 2
    reopened: int = 0

    def act(self, act: Act) -> list[TicketMessage]:
        target = RULES[act].target
        if target is None or refusal(act, self.facts, COORDINATOR, NOW):
            return []
        self.revision += 1
        self.facts = replace(self.facts, status=target)
        if act is Act.REOPEN:
            self.reopened += 1
            self.facts = replace(self.facts, reopened_revision=self.revision)
        return [self.state()]

    def receive(self, proposal: Proposal) -> list[TicketMessage]:
        verdict = decide(proposal.status, proposal.seen_revision, self.facts)
        if verdict is Verdict.SETTLED:
            return []
        self.revision += 1
        if verdict is Verdict.ACCEPTED:
            self.facts = replace(self.facts, status=proposal.status)
        return [self.state()]

    def state(self) -> TicketMessage:
        return TicketMessage(self.revision, self.facts.status, self.reopened)


@dataclass
class Work:
    """A task that obeys the newest state of its ticket."""

    state: str = "active"
    started: bool = False
    seen: int = 2
    reopened: int = 0

    def act(self, command: str) -> list[Proposal]:
        if self.state != "active":
            return []
        if command == "finish":
            self.state = "done"
            return [Proposal(S.RESOLVED, self.seen)]
        started, self.started = self.started, True
        return [] if started else [Proposal(S.IN_PROGRESS, self.seen)]

    def receive(self, message: TicketMessage) -> None:
        if message.revision <= self.seen:
            return
        self.seen = message.revision
        if message.reopened > self.reopened:
            self.reopened, self.state = message.reopened, "active"
        if message.status in (S.WITHDRAWN, S.CLOSED) and self.state != "done":
            self.state = "cancelled"
        elif message.status is S.ON_HOLD and self.state == "active":
            self.state = "held"
        elif message.status in (S.OPEN, S.IN_PROGRESS) and self.state == "held":
            self.state = "active"


PEOPLE = (Act.HOLD, Act.RESUME, Act.WITHDRAW, Act.CLOSE, Act.REOPEN)


@given(st.lists(st.sampled_from([*PEOPLE, "go", "finish", "deliver"]), max_size=40), st.randoms())
def test_both_sides_agree_when_all_is_delivered(moves: list[Act | str], chance: Random) -> None:
    helpdesk, work = Helpdesk(), Work()
    travelling: list[TicketMessage | Proposal] = []

    def deliver() -> None:
        if not travelling:
            return
        message = travelling.pop(chance.randrange(len(travelling)))
        if isinstance(message, Proposal):
            travelling.extend(helpdesk.receive(message))
        else:
            work.receive(message)

    for move in moves:
        if isinstance(move, Act):
            travelling.extend(helpdesk.act(move))
        elif move == "deliver":
            deliver()
        else:
            travelling.extend(work.act(move))
    while travelling:
        deliver()
    assert work.state in FITTING[helpdesk.facts.status]
