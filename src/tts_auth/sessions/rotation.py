"""What a refresh token that comes in gets: the rule that tells a lost answer from a copy."""

from datetime import datetime, timedelta
from enum import StrEnum

#: Apps that share a cookie jar may all send the token that one of them just exchanged.
GRACE = timedelta(seconds=30)


class Step(StrEnum):
    """What to do about a refresh token."""

    #: It is the newest: give a successor.
    EXCHANGE = "exchange"
    #: It was exchanged just now: give the same successor again.
    REPEAT = "repeat"
    #: Its successor was never used, so it may not have arrived: give another one in its place.
    REPLACE = "replace"
    #: Its successor was used, or it was replaced itself: somebody has a copy.
    REVOKE = "revoke"


def step_of(exchanged_at: datetime | None, *, successor_unused: bool, now: datetime) -> Step:
    """What a token gets that was exchanged at a time, or not yet.

    A session has one token at most that was not exchanged. Of two who have a copy, each refresh of
    one that is not within the grace of the other's leaves the other with a token that revokes.
    """
    if exchanged_at is None:
        return Step.EXCHANGE
    if not successor_unused:
        return Step.REVOKE
    return Step.REPEAT if now - exchanged_at <= GRACE else Step.REPLACE
