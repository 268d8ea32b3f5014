"""How employees get an account by themselves."""

from typing import Any

from litestar import Controller, Request, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody

from tts_auth.registration.schemas import Address, Mailed, Register, VerifyEmail
from tts_auth.registration.service import RegistrationService
from tts_auth.sign_in.device import device_of
from tts_kit.identity.access import PUBLIC


def provide_registrations(state: State) -> RegistrationService:
    """The service, with the database instead of the request's session."""
    return RegistrationService(state.database)


class RegistrationController(Controller):
    """No answer tells whether an address has an account; the mail to it does."""

    tags = ["registration"]
    dependencies = {"registrations": Provide(provide_registrations, sync_to_thread=False)}

    @post("/register", permission=PUBLIC, status_code=202)
    async def register(
        self,
        data: JSONBody[Register],
        request: Request[Any, Any, State],
        state: State,
        registrations: NamedDependency[RegistrationService],
    ) -> Mailed:
        """Ask for an employee's account; it is made once the address is confirmed."""
        await registrations.register(data, device_of(request, state.settings))
        return Mailed(data.email)

    @post("/verify-email", permission=PUBLIC, status_code=204)
    async def verify_email(
        self, data: JSONBody[VerifyEmail], registrations: NamedDependency[RegistrationService]
    ) -> None:
        """Confirm an address by the mailed link and the chosen password; then one can sign in."""
        await registrations.verify(data)

    @post("/verify-email/resend", permission=PUBLIC, status_code=202)
    async def resend(
        self,
        data: JSONBody[Address],
        request: Request[Any, Any, State],
        state: State,
        registrations: NamedDependency[RegistrationService],
    ) -> Mailed:
        """Have a new link mailed to an address that waits to be confirmed."""
        await registrations.resend(data.email, device_of(request, state.settings))
        return Mailed(data.email)
