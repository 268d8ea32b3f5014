"""What an access token says."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tts_auth.accounts.schemas import AccountDetail
from tts_auth.sessions.claims import ensure_fits, make_claims
from tts_auth.sessions.errors import TokenTooLarge
from tts_contracts.identity import MAX_PERMISSIONS, RoleClaim
from tts_kit.ids import uuid7

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def account(**changes: Any) -> AccountDetail:
    values: dict[str, Any] = {
        "id": uuid7(),
        "email": "ann@tts.example",
        "username": "ann",
        "full_name": "Ann Lee",
        "kind": "staff",
        "department": None,
        "language": "en",
        "time_zone": "UTC",
        "available": True,
        "active": True,
        "roles": [RoleClaim("tts", "Agent")],
        "permissions": ["tts.task.work"],
        "revision": 1,
        "created_at": NOW,
    }
    return AccountDetail(**(values | changes))


def test_a_token_lives_five_minutes_from_its_issue() -> None:
    claims = make_claims(account(), uuid7(), 3, NOW)
    assert (claims.iat, claims.nbf, claims.exp) == (NOW.timestamp(),) * 2 + (NOW.timestamp() + 300,)
    assert (claims.iss, claims.aud, claims.token_type) == ("tts-jwt-issuer", "tts", "access")
    assert claims.ver == 3


def test_two_tokens_are_told_apart() -> None:
    someone, session_id = account(), uuid7()
    first, second = (make_claims(someone, session_id, 1, NOW) for _ in range(2))
    assert first.jti != second.jti


def test_more_permissions_than_a_token_may_carry_are_refused() -> None:
    ensure_fits(account(permissions=["p"] * MAX_PERMISSIONS))
    with pytest.raises(TokenTooLarge):
        ensure_fits(account(permissions=["p"] * (MAX_PERMISSIONS + 1)))


def test_texts_that_fill_the_cookie_are_refused() -> None:
    ensure_fits(account(full_name="x" * 1_500))
    with pytest.raises(TokenTooLarge):
        ensure_fits(account(full_name="x" * 2_500))
