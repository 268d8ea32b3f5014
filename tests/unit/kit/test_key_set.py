"""When a service fetches the keys by which it knows tokens."""

from typing import Any

import pytest

from tts_kit.identity import tokens
from tts_kit.identity.tokens import KeySet

_DOCUMENT = {"keys": [{"kid": "first", "kty": "oct", "alg": "HS256", "k": "a2V5"}]}


class Auth:
    """Publishes keys while it is up, and counts who asks."""

    def __init__(self) -> None:
        self.up = False
        self.asked = 0

    async def __call__(self) -> dict[str, Any]:
        self.asked += 1
        if not self.up:
            raise ConnectionRefusedError
        return _DOCUMENT


async def test_keys_are_known_soon_after_auth_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "RETRY_SECONDS", 0)
    auth = Auth()
    keys = KeySet(auth)
    await keys.refresh()
    assert not keys.known
    auth.up = True
    await keys.refresh()
    assert await keys.get("first") is not None
    assert auth.asked == 2


@pytest.mark.parametrize("up", [True, False])
async def test_unknown_keys_do_not_make_auth_busy(*, up: bool) -> None:
    auth = Auth()
    auth.up = up
    keys = KeySet(auth)
    for number in range(100):
        assert await keys.get(f"forged {number}") is None
    assert auth.asked == 1
