"""Requests of somebody who is not signed in."""

import asyncio
from typing import Any

import httpx

from tts_cli.doctor.findings import TIMEOUT, Unsuitable

#: The gateway's limit for whoever is not signed in is waited for: seconds, and how often at most.
_LONGEST_WAIT, _WAITS = 2, 20


async def ask(method: str, url: str, **how: Any) -> httpx.Response:
    """The answer, once the limit allows one; raises `Unsuitable` where there is none."""
    async with httpx.AsyncClient(timeout=TIMEOUT) as client:
        try:
            answer = await _ask(client, method, url, how)
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
            raise Unsuitable(
                f"{url} does not answer ({reason}): start it, or what stands before it"
            ) from error
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise Unsuitable("too many requests came from here in this minute: try again in the next")
    return answer


async def _ask(
    client: httpx.AsyncClient, method: str, url: str, how: dict[str, Any]
) -> httpx.Response:
    for _ in range(_WAITS):
        answer = await client.request(method, url, **how)
        wait = int(answer.headers.get("Retry-After", "0"))
        if answer.status_code != httpx.codes.TOO_MANY_REQUESTS or wait > _LONGEST_WAIT:
            break
        await asyncio.sleep(wait)
    return answer
