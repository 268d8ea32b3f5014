"""Signing in, staying signed in, signing out."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts import passwords
from tts_auth.accounts.models import Account
from tts_auth.accounts.queries import credentials, signing_in
from tts_auth.accounts.schemas import AccountDetail
from tts_auth.attempts.service import AttemptService
from tts_auth.devices.service import DeviceService
from tts_auth.sessions.models import Session
from tts_auth.sessions.service import SessionService
from tts_auth.sign_in.errors import SignInOver, WrongCredentials
from tts_auth.sign_in.schemas import Device, Granted, Login, SignedIn
from tts_kit.db import Database


class SignInService:
    """Works in transactions of its own.

    A refusal must not undo what was counted or revoked, and no connection waits for a hash.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def login(self, data: Login, device: Device) -> Granted:
        """Open a session; raises `WrongCredentials` or `TooManyAttempts`."""
        async with self._database.transaction() as session:
            known = await DeviceService(session).known(data.email, device.token)
            await AttemptService(session).spend(data.email, device.ip, known)
            stored = await credentials(session, data.email)
        right = await passwords.matches(stored.password_hash if stored else None, data.password)
        if stored is None or not right:
            raise WrongCredentials("The e-mail address or the password is wrong.")
        await self._renew_hash(stored.account_id, stored.password_hash, data.password)
        async with self._database.transaction() as session:
            account = await signing_in(session, stored.account_id)
            if account is None:
                raise WrongCredentials("The e-mail address or the password is wrong.")
            await AttemptService(session).succeeded(data.email, device.ip, known)
            sessions = SessionService(session)
            opened = await sessions.open(
                account.id, program=False, user_agent=device.user_agent, ip=device.ip
            )
            refresh_token = await sessions.first_refresh_token(opened)
            device_token = await DeviceService(session).remember(account.id, device.token)
            return await grant(session, account, opened, refresh_token, device_token)

    async def refresh(self, token: str) -> Granted:
        """Renew the session of a refresh token; raises `SignInOver`."""
        granted = None
        async with self._database.transaction() as session:
            sessions = SessionService(session)
            opened = await sessions.refreshed(token)
            # The account before the session, as a change of rights locks them.
            account = await signing_in(session, opened.account_id) if opened else None
            if opened and account and (successor := await sessions.rotate(opened, token)):
                granted = await grant(session, account, opened, successor)
        if granted is None:
            raise SignInOver("Sign in again.")
        return granted

    async def logout(self, token: str | None, session_id: UUID | None) -> None:
        """End the session of a refresh token, and that of an access token, where there is one."""
        async with self._database.transaction() as session:
            sessions = SessionService(session)
            opened = await sessions.refreshed(token) if token else None
            await sessions.end(i for i in (opened and opened.id, session_id) if i)

    async def _renew_hash(self, account_id: UUID, stored: str | None, password: str) -> None:
        if stored is None or not passwords.is_outdated(stored):
            return
        renewed = await passwords.hash_password(password)
        async with self._database.transaction() as session:
            account = await session.get_one(Account, account_id, with_for_update=True)
            if account.password_hash == stored:
                account.password_hash = renewed


async def grant(
    session: AsyncSession,
    account: AccountDetail,
    opened: Session,
    refresh_token: str,
    device_token: str | None = None,
) -> Granted:
    """What a browser gets with a refresh token of its session."""
    access = await SessionService(session).access_token(account, opened)
    answer = SignedIn(account, access.expires_at)
    return Granted(answer, access.token, refresh_token, device_token)
