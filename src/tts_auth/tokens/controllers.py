"""Personal access tokens, and their exchange."""

from uuid import UUID

from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.tokens.schemas import Exchange, Exchanged, MadeToken, NewToken, TokenDetail
from tts_auth.tokens.service import TokenService
from tts_kit.identity.access import PUBLIC, SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, Page

_NO_STORE = {"Cache-Control": "no-store"}


def provide_tokens(db_session: NamedDependency[AsyncSession]) -> TokenService:
    """The service on the request's session."""
    return TokenService(db_session)


class TokenController(Controller):
    """How programs get in."""

    tags = ["tokens"]
    dependencies = {"tokens": Provide(provide_tokens, sync_to_thread=False)}

    @post("/token", permission=PUBLIC, status_code=200)
    async def exchange(
        self, data: JSONBody[Exchange], tokens: NamedDependency[TokenService]
    ) -> Response[Exchanged]:
        """Exchange a personal access token for an access token of five minutes."""
        return Response(await tokens.exchange(data.secret), status_code=200, headers=_NO_STORE)

    # Not repeatable by Idempotency-Key: the stored answer would hold the secret.
    @post("/tokens", permission=SIGNED_IN)
    async def make(
        self,
        data: JSONBody[NewToken],
        principal: NamedDependency[Principal],
        tokens: NamedDependency[TokenService],
    ) -> Response[MadeToken]:
        """Make a personal access token; its secret is shown this once."""
        made = await tokens.make(principal, data)
        return Response(made, status_code=201, headers=_NO_STORE)

    @get("/tokens", permission=SIGNED_IN)
    async def list_tokens(
        self,
        principal: NamedDependency[Principal],
        tokens: NamedDependency[TokenService],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[TokenDetail]:
        """Your personal access tokens, newest first."""
        return await tokens.own(principal, limit=limit, cursor=cursor)

    @delete("/tokens/{token_id:uuid}", permission=SIGNED_IN)
    async def revoke(
        self,
        token_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        tokens: NamedDependency[TokenService],
    ) -> None:
        """Revoke one of your personal access tokens."""
        await tokens.revoke(principal, token_id)
