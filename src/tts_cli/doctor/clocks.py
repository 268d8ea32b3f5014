"""Whether this host's clock and those of the servers agree."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tts_cli.doctor.asking import ask
from tts_cli.doctor.brokers import redis_at
from tts_cli.doctor.databases import connected
from tts_cli.doctor.findings import Check, Unsuitable
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.settings import Settings

#: Seconds: what tokens of five minutes and timers bear.
_MOST = 2.0


def checks(settings: Settings) -> list[Check]:
    """Those of a deployment."""
    return [
        ("clock of PostgreSQL", _postgres(settings)),
        ("clock of Redis", _redis(settings)),
        ("clock of the gateway", _gateway(settings)),
    ]


def ahead(before: datetime, theirs: datetime, after: datetime) -> float:
    """Seconds that another clock is ahead, asked between two looks at this one."""
    return (theirs - before - (after - before) / 2).total_seconds()


def judge(seconds: float) -> str:
    """Raise `Unsuitable` for a clock that is too far ahead or, below zero, behind."""
    if abs(seconds) > _MOST:
        raise Unsuitable(
            f"is {abs(seconds):.1f} s {'ahead of' if seconds > 0 else 'behind'} this host's: "
            "have both follow a time server, or tokens and deadlines are wrong"
        )
    return f"{seconds:+.2f} s"


async def _postgres(settings: Settings) -> str:
    async with connected(settings.database(Service.AUTH)) as connection:
        before = clock.now()
        theirs = await connection.fetchval("SELECT clock_timestamp()")
        return judge(ahead(before, theirs, clock.now()))


async def _redis(settings: Settings) -> str:
    async with redis_at(settings.redis_url) as client:
        await client.ping()
        before = clock.now()
        seconds, microseconds = await client.time()
        after = clock.now()
    theirs = datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=microseconds)
    return judge(ahead(before, theirs, after))


async def _gateway(settings: Settings) -> str:
    answer = await ask("GET", f"{settings.url('gateway')}/docs")
    after = clock.now()
    # The header has whole seconds.
    theirs = parsedate_to_datetime(answer.headers["Date"]) + timedelta(seconds=0.5)
    return judge(ahead(after - answer.elapsed, theirs, after))
