"""How long to wait after so many attempts: a delay that grows, never a lock."""

from datetime import timedelta
from typing import NamedTuple

#: Attempts are forgotten when none was made for so long.
MEMORY = timedelta(days=1)


class Limit(NamedTuple):
    """So many attempts at once; then each waits, twice as long as the one before it."""

    free: int
    first: timedelta
    longest: timedelta

    def wait_after(self, count: int) -> timedelta:
        """How long nothing more is taken after the attempt of that number."""
        over = count - self.free
        if over < 0:
            return timedelta()
        # 2**16 seconds are longer than any delay.
        return min(self.first * (1 << min(over, 16)), self.longest)


_SECOND, _MINUTE, _LONG = timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=15)

#: Passwords of one account from one network, on a device it knows, or in a session.
ORIGIN = Limit(5, _SECOND, _LONG)
#: Passwords of one account from devices it does not know, wherever they are: whoever guesses from
#: many networks is slowed down, and the owner at a new device waits a minute at most.
ACCOUNT = Limit(20, _SECOND, _MINUTE)
#: Passwords of all accounts from one network, where many people may sit behind one router.
NETWORK = Limit(100, _SECOND, _MINUTE)

#: Mails to one address asked for from one network or a device its account knows.
ORIGIN_MAILS = Limit(5, _LONG, _LONG)
#: Mails to one address asked for by anybody else; whatever of them came, the newest link works.
ADDRESS_MAILS = Limit(10, _LONG, _LONG)
#: Mails that one network asks for.
NETWORK_MAILS = Limit(50, _SECOND, _MINUTE)
