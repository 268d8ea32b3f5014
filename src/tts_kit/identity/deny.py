"""Sessions that ended before their tokens did: `deny:{sid}` = lowest version still accepted."""

import asyncio
from uuid import UUID

from prometheus_client import Counter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from tts_contracts.identity import ACCESS_TOKEN_SECONDS
from tts_kit.channels import Channel, channel
from tts_kit.errors import NotSignedIn
from tts_kit.identity.principal import Principal

#: No version reaches this: the session is shut.
SHUT = 2**31
#: The key outlives every token that could still be out there.
_KEY_SECONDS = ACCESS_TOKEN_SECONDS + 60
#: How long an answer is remembered, in seconds.
_REMEMBER_SECONDS = 2.0
_REMEMBERED = 20_000

_unreachable = Counter("tts_deny_list_unreachable_total", "Tokens accepted without the deny list")


class SessionEnded(NotSignedIn):
    """The session was ended, or its roles changed since the token was made."""

    code = "session_ended"


class DenyList:
    """Looks up ended sessions; without Redis an otherwise valid token is accepted and counted."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._lowest: dict[UUID, tuple[float, int]] = {}
        self.reachable = True

    async def check(self, principal: Principal) -> None:
        """Raise `SessionEnded` when the principal's token may no longer be used."""
        if principal.version < await self._lowest_version(principal.session_id):
            raise SessionEnded("The session has changed or ended. Refresh it or sign in again.")

    async def _lowest_version(self, session_id: UUID) -> int:
        time = asyncio.get_running_loop().time()
        known = self._lowest.get(session_id)
        if known and time - known[0] < _REMEMBER_SECONDS:
            return known[1]
        try:
            value = await self._redis.get(key(session_id))
        except (RedisError, OSError):
            self.reachable = False
            _unreachable.inc()
            return 0
        self.reachable = True
        lowest = int(value) if value else 0
        if len(self._lowest) >= _REMEMBERED:
            self._lowest.clear()
        self._lowest[session_id] = (time, lowest)
        return lowest

    def forget(self, session_id: UUID) -> None:
        """Look the session up anew next time."""
        self._lowest.pop(session_id, None)


def key(session_id: UUID) -> str:
    """The Redis key of a session."""
    return f"deny:{session_id}"


#: A late message about an older version must not open a session that was shut meanwhile.
_RAISE = """
if tonumber(redis.call('GET', KEYS[1]) or 0) <= tonumber(ARGV[1]) then
    redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
end
redis.call('PUBLISH', ARGV[3], ARGV[4])
"""


async def deny(redis: Redis, session_id: UUID, lowest: int = SHUT) -> None:
    """Refuse the session's tokens below a version, never a lower one, and tell the open sockets."""
    values = (lowest, _KEY_SECONDS, channel(redis, Channel.REVOKED), str(session_id))
    await redis.eval(_RAISE, 1, key(session_id), *values)
