"""Sign-in, refresh and sign-out of browsers."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody

from tts_auth.sign_in import cookies
from tts_auth.sign_in.answers import answer
from tts_auth.sign_in.device import device_of
from tts_auth.sign_in.errors import SignInOver
from tts_auth.sign_in.schemas import Login, SignedIn
from tts_auth.sign_in.service import SignInService
from tts_kit.db import Database
from tts_kit.errors import NotSignedIn, on_domain_error
from tts_kit.identity.access import PUBLIC
from tts_kit.identity.credentials import read_token
from tts_kit.identity.tokens import TokenVerifier


def provide_sign_in(state: State) -> SignInService:
    """The service, with the database instead of the request's session."""
    database: Database = state.database
    return SignInService(database)


def _signed_out(request: Request[Any, Any, State], error: SignInOver) -> Response[dict[str, Any]]:
    """A refusal that leaves no cookie behind which says otherwise."""
    response = on_domain_error(request, error)
    response.cookies.extend(cookies.signed_out(request.app.state.settings))
    return response


class SignInController(Controller):
    """The tokens travel in cookies; no body, header or URL has them."""

    tags = ["sign-in"]
    dependencies = {"sign_in": Provide(provide_sign_in, sync_to_thread=False)}

    @post("/login", permission=PUBLIC, status_code=200)
    async def login(
        self,
        data: JSONBody[Login],
        request: Request[Any, Any, State],
        state: State,
        sign_in: NamedDependency[SignInService],
    ) -> Response[SignedIn]:
        """Sign in by password."""
        granted = await sign_in.login(data, device_of(request, state.settings))
        return answer(granted, state.settings)

    @post(
        "/refresh",
        permission=PUBLIC,
        status_code=200,
        exception_handlers={SignInOver: _signed_out},
    )
    async def refresh(
        self,
        request: Request[Any, Any, State],
        state: State,
        sign_in: NamedDependency[SignInService],
    ) -> Response[SignedIn]:
        """Renew the access token; apps that share the cookies may do so at the same time."""
        token = cookies.refresh_token(request.scope)
        if token is None:
            raise SignInOver("Sign in first.")
        return answer(await sign_in.refresh(token), state.settings)

    @post("/logout", permission=PUBLIC, status_code=204)
    async def logout(
        self,
        request: Request[Any, Any, State],
        state: State,
        sign_in: NamedDependency[SignInService],
    ) -> Response[None]:
        """End the session, if there is one, and forget the cookies."""
        token = cookies.refresh_token(request.scope)
        await sign_in.logout(token, await _session_of_access_token(request, state))
        return Response(None, status_code=204, cookies=cookies.signed_out(state.settings))


async def _session_of_access_token(request: Request[Any, Any, State], state: State) -> UUID | None:
    """A sign-out works with whatever the client still has, so a bad token is no error."""
    try:
        token = read_token(request.scope)
        return (await TokenVerifier(state.key_set).verify(token)).session_id if token else None
    except NotSignedIn:
        return None
