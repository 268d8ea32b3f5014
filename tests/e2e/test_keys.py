"""A signing key is replaced while the ecosystem runs."""

import os
import signal

from tests.e2e.conftest import Stack
from tests.waiting import eventually


async def test_a_key_signs_only_once_the_gateway_knows_it(stack: Stack) -> None:
    assert stack.up().returncode == 0
    added = stack.tts("keys", "add")
    assert added.returncode == 0, added.stderr
    kid = added.stdout.strip().splitlines()[-1]

    # Before it, until every service must know the key, `activate` refuses by itself.
    async def only_the_gateway_refuses() -> bool:
        early = stack.tts("keys", "activate", kid)
        assert early.returncode == 1
        return "answered 401" in early.stderr

    await eventually(only_the_gateway_refuses, what="a refusal by the gateway")

    old = _gateway(stack)
    os.kill(old, signal.SIGTERM)

    async def is_back() -> bool:
        gateway = next((p for p in stack.status() if p["process"] == "gateway"), None)
        return gateway is not None and gateway["ready"] and gateway["pid"] != old

    await eventually(is_back, what="a gateway with the present keys")
    assert stack.tts("keys", "activate", kid).returncode == 0
    assert f"{kid}  active" in stack.tts("keys", "list").stdout
    journey = stack.tts("journey")
    assert journey.returncode == 0, journey.stdout + journey.stderr


def _gateway(stack: Stack) -> int:
    pid: int = next(p["pid"] for p in stack.status() if p["process"] == "gateway")
    return pid
