"""The auth service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar
from sqlalchemy.exc import SQLAlchemyError

from tts_auth.accounts.controllers import AccountController, MeController
from tts_auth.keys.controllers import KeyController
from tts_auth.keys.service import KeyService
from tts_auth.recovery.controllers import PasswordController
from tts_auth.registration.controllers import RegistrationController
from tts_auth.roles.controllers import RoleController
from tts_auth.roles.service import RoleService
from tts_auth.sessions.controllers import SessionController
from tts_auth.sign_in.controllers import SignInController
from tts_auth.tokens.controllers import TokenController
from tts_contracts.queues import Service
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings, load


def create_app(
    settings: Settings | None = None, *, fetch_keys: FetchKeys | None = None
) -> Litestar:
    """The service; it verifies its own tokens by the keys in its database."""
    database = Database.of(Service.AUTH, settings or load())
    return create_service(
        database,
        [
            SignInController,
            RegistrationController,
            PasswordController,
            MeController,
            SessionController,
            TokenController,
            AccountController,
            RoleController,
            KeyController,
        ],
        prefix="/auth",
        title="Sign-in, accounts and roles",
        lifespan=[_prepared],
        fetch_keys=fetch_keys or _own_keys(database),
    )


async def prepare(database: Database) -> None:
    """Make the first signing key and the seeded roles, where they are missing."""
    async with database.transaction() as session:
        await KeyService(session).ensure_active()
        await RoleService(session).seed()


@asynccontextmanager
async def _prepared(app: Litestar) -> AsyncIterator[None]:
    await prepare(app.state.database)
    yield


def _own_keys(database: Database) -> FetchKeys:
    async def fetch() -> dict[str, Any]:
        try:
            async with database.transaction() as session:
                return await KeyService(session).jwks()
        except SQLAlchemyError as error:
            raise ConnectionError("the database does not answer") from error

    return fetch
