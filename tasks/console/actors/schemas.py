"""An actor's last hour."""

from collections.abc import Sequence

import msgspec

from tasks.tallies import BUCKETS

#: Pixels of a figure.
WIDTH, HEIGHT = 120, 24


class ActorRow(msgspec.Struct, frozen=True):
    """How an actor did in the last hour."""

    actor: str
    queue: str
    #: What was done in each minute, oldest first.
    rates: list[int]
    #: Attempts that failed.
    failed: int
    #: Attempts by how long they took, one number per class of `BUCKETS` and one for the rest.
    times: list[int]

    @property
    def done(self) -> int:
        """Jobs done in the hour."""
        return sum(self.rates)

    def within(self, share: float) -> str:
        """The time within which that share of the attempts ended, as its class' bound; empty
        without any."""
        if not (total := sum(self.times)):
            return ""
        reached = 0
        for bound, number in zip(BUCKETS, self.times, strict=False):
            reached += number
            if reached >= share * total:
                return f"≤ {bound_text(bound)}"
        return f"> {bound_text(BUCKETS[-1])}"


def bound_text(seconds: float) -> str:
    """A class' bound in its unit."""
    return f"{seconds * 1000:g} ms" if seconds < 1 else f"{seconds:g} s"


def points(values: Sequence[int]) -> str:
    """A polyline through the values, the highest at the top."""
    top = max([1, *values])
    step = WIDTH / max(len(values) - 1, 1)
    return " ".join(
        f"{place * step:.1f},{HEIGHT - 1 - (HEIGHT - 2) * value / top:.1f}"
        for place, value in enumerate(values)
    )


class Bar(msgspec.Struct, frozen=True):
    """A bar of a histogram, in pixels, and what it says."""

    x: float
    y: float
    height: float
    title: str


def bars(times: Sequence[int]) -> list[Bar]:
    """A histogram of run times; classes without an attempt have no bar."""
    top, step = max([1, *times]), WIDTH / len(times)
    texts = [f"≤ {bound_text(bound)}" for bound in BUCKETS] + [f"> {bound_text(BUCKETS[-1])}"]
    made = []
    for place, (number, text) in enumerate(zip(times, texts, strict=True)):
        if number:
            # However few, they are to be seen.
            height = max(2.0, HEIGHT * number / top)
            made.append(Bar(place * step, HEIGHT - height, height, f"{text}: {number}"))
    return made
