"""The public keys."""

from typing import Any

from litestar import Controller, get
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.keys.service import KeyService
from tts_kit.identity.access import PUBLIC, UNGATED


class KeyController(Controller):
    """What whoever verifies a token needs."""

    @get("/.well-known/jwks.json", opt={"permission": PUBLIC, UNGATED: True})
    async def jwks(self, db_session: NamedDependency[AsyncSession]) -> dict[str, Any]:
        """The JSON Web Key Set (RFC 7517) that verifies access tokens."""
        return await KeyService(db_session).jwks()
