"""Everything there is to check of a running deployment."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from tts_apps.built import APPS
from tts_cli import state
from tts_cli.doctor import (
    brokers,
    clocks,
    databases,
    gateway,
    keys,
    mail,
    people,
    roles,
    sites,
    versions,
)
from tts_cli.doctor.findings import Check, Finding, find
from tts_cli.home import Home
from tts_kit.settings import Settings

#: Checks at a time; each holds a connection or two.
_AT_ONCE = 8


@dataclass(frozen=True)
class Deployment:
    """What is to be checked: one of `tts up` where something runs on `home`."""

    settings: Settings
    home: Home
    copies: int = 1
    mail_to: str | None = None


async def findings(deployment: Deployment) -> list[Finding]:
    """What every check found, in a fixed order."""
    turns = asyncio.Semaphore(_AT_ONCE)

    async def take_turn(check: Check) -> Finding:
        async with turns:
            return await find(check)

    return await asyncio.gather(*map(take_turn, _checks(deployment)))


def _checks(deployment: Deployment) -> Sequence[Check]:
    settings, home = deployment.settings, deployment.home
    running = {r.process for r in state.load(home.state)} if home.holder() is not None else set()
    workers = sum(name.startswith("worker-") for name in running) or 1
    needed = deployment.copies * databases.connections_needed(settings, workers)
    envoy = home.path / "engines" / "envoy" / "envoy.yaml"
    return [
        *versions.checks(),
        *databases.checks(settings, needed),
        *brokers.checks(settings),
        *clocks.checks(settings),
        *keys.checks(settings),
        *mail.checks(settings, deployment.mail_to),
        *gateway.checks(settings, envoy if running else None),
        *roles.checks(settings),
        *people.checks(settings),
        *sites.checks(settings, running or set(APPS.values())),
    ]
