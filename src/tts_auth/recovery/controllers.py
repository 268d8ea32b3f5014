"""How people get another password."""

from typing import Any

from litestar import Controller, Request, Response, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody

from tts_auth.recovery.schemas import ChangePassword, ResetPassword
from tts_auth.recovery.service import RecoveryService
from tts_auth.registration.schemas import Address, Mailed
from tts_auth.sign_in import cookies
from tts_auth.sign_in.answers import answer
from tts_auth.sign_in.device import device_of
from tts_auth.sign_in.schemas import SignedIn
from tts_kit.identity.access import PUBLIC, SIGNED_IN
from tts_kit.identity.principal import Principal


def provide_recovery(state: State) -> RecoveryService:
    """The service, with the database instead of the request's session."""
    return RecoveryService(state.database)


class PasswordController(Controller):
    """With the present password or without it."""

    tags = ["passwords"]
    dependencies = {"recovery": Provide(provide_recovery, sync_to_thread=False)}

    @post("/forgot-password", permission=PUBLIC, status_code=202)
    async def forgot(
        self,
        data: JSONBody[Address],
        request: Request[Any, Any, State],
        state: State,
        recovery: NamedDependency[RecoveryService],
    ) -> Mailed:
        """Have a link mailed that works once within 30 minutes."""
        await recovery.forgot(data.email, device_of(request, state.settings))
        return Mailed(data.email)

    @post("/reset-password", permission=PUBLIC, status_code=204)
    async def reset(
        self,
        data: JSONBody[ResetPassword],
        request: Request[Any, Any, State],
        state: State,
        recovery: NamedDependency[RecoveryService],
    ) -> Response[None]:
        """Choose another password by the token of the mailed link; every session ends."""
        device = device_of(request, state.settings)
        token = await recovery.reset(data.token, data.password, device)
        return Response(None, status_code=204, cookies=[cookies.device(token, state.settings)])

    @post("/me/password", permission=SIGNED_IN, status_code=200)
    async def change(
        self,
        data: JSONBody[ChangePassword],
        principal: NamedDependency[Principal],
        request: Request[Any, Any, State],
        state: State,
        recovery: NamedDependency[RecoveryService],
    ) -> Response[SignedIn]:
        """Change your password; every other session ends, and this one goes on."""
        granted = await recovery.change(principal, data, device_of(request, state.settings))
        return answer(granted, state.settings)
