"""Which refresh tokens go on, and which end the session."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tts_auth.sessions.rotation import GRACE, Step, step_of

START = datetime(2026, 1, 2, tzinfo=UTC)


class Chain:
    """One session's tokens, numbered; moved by the rule as the service moves its rows."""

    def __init__(self) -> None:
        self.now = START
        self.open = True
        #: When each token was exchanged or replaced.
        self.exchanged: list[datetime | None] = [None]
        self.successors: dict[int, int] = {}

    def refresh(self, token: int) -> int | None:
        """What a browser gets for a token."""
        if not self.open:
            return None
        present = self.successors.get(token)
        unused = present is not None and self.exchanged[present] is None
        step = step_of(self.exchanged[token], successor_unused=unused, now=self.now)
        if step is Step.REVOKE:
            self.open = False
            return None
        if step is Step.REPLACE and present is not None:
            self.exchanged[present] = self.now
        if step is not Step.REPEAT:
            self.exchanged[token] = self.now
            self.exchanged.append(None)
            self.successors[token] = len(self.exchanged) - 1
        assert self.exchanged.count(None) == 1
        return self.successors[token]


seconds = st.integers(0, 100_000).map(lambda each: timedelta(seconds=each))


@given(st.lists(st.tuples(seconds, st.booleans()), max_size=30))
def test_one_browser_stays_signed_in_whatever_answers_are_lost(
    refreshes: list[tuple[timedelta, bool]],
) -> None:
    chain, cookie = Chain(), 0
    for pause, lost in refreshes:
        chain.now += pause
        answer = chain.refresh(cookie)
        assert answer is not None
        cookie = cookie if lost else answer


@given(st.lists(st.tuples(seconds, st.integers(1, 6), st.integers(0, 5)), max_size=20))
def test_apps_that_refresh_together_stay_signed_in_together(
    rounds: list[tuple[timedelta, int, int]],
) -> None:
    """Each app of a jar sends what was in it when it began, and any one answer comes last."""
    chain, jar = Chain(), 0
    for pause, apps, last in rounds:
        chain.now += pause
        answers = [chain.refresh(jar) for _ in range(apps)]
        assert len(set(answers)) == 1
        assert answers[0] is not None
        jar = answers[last % apps] or 0


long = st.integers(int(GRACE.total_seconds()) + 1, 100_000).map(
    lambda each: timedelta(seconds=each)
)


@given(
    st.integers(0, 5),
    st.lists(st.tuples(long, st.booleans()), max_size=5),
    st.lists(st.tuples(long, st.booleans(), st.booleans()), min_size=3, max_size=20),
)
def test_two_who_use_copies_end_the_session_by_the_third_turn(
    before: int, unseen: list[tuple[timedelta, bool]], turns: list[tuple[timedelta, bool, bool]]
) -> None:
    """However the thief comes by a token, and whoever begins or loses answers."""
    chain, owner = Chain(), 0
    for _ in range(before):
        owner = chain.refresh(owner) or 0
    holders, stolen = [owner, owner], owner
    for pause, lost in unseen:
        chain.now += pause
        answer = chain.refresh(holders[0])
        if answer is None:
            break
        holders[0] = holders[0] if lost else answer
    assert holders[1] == stolen
    # How often the other one got an answer that arrived since one did oneself.
    changes, latest = 0, None
    for pause, by_thief, lost in turns:
        chain.now += pause
        answer = chain.refresh(holders[by_thief])
        if answer is None:
            assert not chain.open
            return
        if not lost:
            holders[by_thief] = answer
            changes += latest not in (None, by_thief)
            latest = by_thief
        assert changes < 2, "both went on, after each other"


def test_the_same_successor_is_given_for_30_seconds() -> None:
    for ago, step in ((30, Step.REPEAT), (31, Step.REPLACE)):
        now = START + timedelta(seconds=ago)
        assert step_of(START, successor_unused=True, now=now) is step
        assert step_of(START, successor_unused=False, now=now) is Step.REVOKE
