"""The steps of a key rotation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click
import httpx

from tts_auth.keys.service import KeyService
from tts_cli.errors import UpError
from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.errors import DomainError
from tts_kit.settings import Settings


async def list_keys(settings: Settings) -> None:
    """Print each key's id and state, the newest last."""
    async with _keys(settings) as keys:
        for kid, state in await keys.states():
            click.echo(f"{kid}  {state}")


async def add(settings: Settings) -> None:
    """Publish a new key."""
    async with _keys(settings) as keys:
        click.echo(await keys.add())


async def activate(settings: Settings, kid: str, gateways: tuple[str, ...]) -> None:
    """Sign with a key from now on; refuses until every gateway lets its probe token through."""
    async with _keys(settings) as keys:
        probe = await keys.probe(kid)
        for gateway in gateways or [settings.url("gateway")]:
            await require_known(gateway, probe)
        await keys.activate(kid)


async def require_known(gateway: str, probe: str) -> None:
    """Raise `UpError` unless a gateway and the service behind it know the key of a probe."""
    url = f"{gateway}/auth/me"
    try:
        async with httpx.AsyncClient(timeout=5) as client:
            answer = await client.get(url, headers={"Authorization": f"Bearer {probe}"})
    except httpx.HTTPError as error:
        raise UpError(f"the gateway does not answer at {url}: {error}") from error
    # The probe is a token of nobody: whoever knows the key finds that there is no such account.
    if answer.status_code != httpx.codes.NOT_FOUND:
        raise UpError(
            f"{url} answered {answer.status_code} to a token of the new key: an Envoy knows it "
            "seconds after auth does, a Kong once it is rendered and reloaded; try again then"
        )


async def retire(settings: Settings, kid: str) -> None:
    """Stop publishing a key."""
    async with _keys(settings) as keys:
        await keys.retire(kid)


@asynccontextmanager
async def _keys(settings: Settings) -> AsyncIterator[KeyService]:
    try:
        async with Database.opened(Service.AUTH, settings) as auth, auth.transaction() as session:
            yield KeyService(session)
    except DomainError as error:
        raise UpError(error.detail) from error
