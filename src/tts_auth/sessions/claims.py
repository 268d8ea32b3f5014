"""What an access token says, and that it fits into a cookie."""

from datetime import datetime
from uuid import UUID

import msgspec

from tts_auth.accounts.schemas import AccountDetail
from tts_auth.sessions.errors import TokenTooLarge
from tts_contracts.identity import (
    ACCESS_TOKEN_SECONDS,
    AUDIENCE,
    ISSUER,
    MAX_PERMISSIONS,
    Claims,
)
from tts_kit.ids import uuid7

#: Browsers silently drop a cookie whose name, value and attributes exceed 4,096 bytes.
MAX_TOKEN_BYTES = 3_500
#: An ES256 signature and a JOSE header with a 32-character `kid`, in base64url, and two dots.
_ENVELOPE_BYTES = 86 + 100 + 2


def make_claims(
    account: AccountDetail, session_id: UUID, version: int, issued_at: datetime
) -> Claims:
    """The claims of an account's token, valid from `issued_at`."""
    issued = int(issued_at.timestamp())
    return Claims(
        iss=ISSUER,
        aud=AUDIENCE,
        sub=account.id,
        sid=session_id,
        ver=version,
        jti=uuid7().hex,
        iat=issued,
        nbf=issued,
        exp=issued + ACCESS_TOKEN_SECONDS,
        token_type="access",  # noqa: S106
        kind=account.kind,
        username=account.username,
        email=account.email,
        full_name=account.full_name,
        department=account.department,
        roles=account.roles,
        permissions=account.permissions,
    )


def ensure_fits(account: AccountDetail) -> None:
    """Raise `TokenTooLarge` for an account whose tokens a browser would drop."""
    claims = make_claims(account, account.id, 2**31, account.created_at)
    size = _ENVELOPE_BYTES + -(-len(msgspec.json.encode(claims)) * 4 // 3)
    if size > MAX_TOKEN_BYTES or len(account.permissions) > MAX_PERMISSIONS:
        raise TokenTooLarge(
            f"{account.full_name} would hold more roles and permissions than a sign-in can carry. "
            "Take some away, or merge roles."
        )
