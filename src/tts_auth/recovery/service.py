"""New passwords: by a mailed link, or in exchange for the present one."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts import passwords
from tts_auth.accounts.models import Account
from tts_auth.accounts.password_rule import ensure_acceptable
from tts_auth.accounts.queries import credentials, signing_in
from tts_auth.accounts.schemas import AccountDetail
from tts_auth.attempts.service import AttemptService
from tts_auth.devices.service import DeviceService
from tts_auth.digests import digest, new_secret
from tts_auth.mails import InvalidLink, Template, order_mail, recipient_of
from tts_auth.recovery.models import PasswordReset
from tts_auth.recovery.schemas import ChangePassword
from tts_auth.sessions.errors import PeopleOnly
from tts_auth.sessions.service import SessionService
from tts_auth.sign_in.errors import SignInOver
from tts_auth.sign_in.schemas import Device, Granted
from tts_auth.sign_in.service import grant
from tts_contracts import routes
from tts_contracts.identity import LinkAsked
from tts_kit import clock, outbox
from tts_kit.db import Database
from tts_kit.identity.principal import Principal
from tts_kit.ids import uuid7

#: How long a link to choose a new password works.
LIFE = timedelta(minutes=30)


class RecoveryService:
    """Works in transactions of its own, as signing in does: what was counted stays counted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def forgot(self, email: str, device: Device) -> None:
        """Have a link mailed, if the address has an active account; raises `TooManyAttempts`.

        Who has an account the worker finds out: here time would tell.
        """
        async with self._database.transaction() as session:
            known = await DeviceService(session).known(email, device.token)
            if await AttemptService(session).spend_mail(email, device.ip, known):
                asked = LinkAsked(id=uuid7(), occurred_at=clock.now(), email=email)
                await outbox.send(session, routes.MAIL_RESET_LINK, asked)

    async def reset(self, token: str, password: str, device: Device) -> str:
        """Let a link's account have another password and sign it out everywhere.

        The answer is the token of the only device that it knows from now on, as whoever reads its
        mail must get in however many strangers try passwords.
        Raises `InvalidLink` or what `ensure_acceptable` does.
        """
        async with self._database.transaction() as session:
            account = await _owner(session, token)
        ensure_acceptable(password, _known_of(account), field="password")
        password_hash = await passwords.hash_password(password)
        async with self._database.transaction() as session:
            await _lock(session, account.id)
            # Read again: it may have been used or replaced while the password was hashed.
            account = await _owner(session, token)
            await _set_password(session, account, password_hash)
            await SessionService(session).end_all(account.id)
            await AttemptService(session).forgive(account.email, device.ip)
            devices = DeviceService(session)
            await devices.forget(account.id)
            return await devices.remember(account.id, device.token)

    async def change(self, principal: Principal, data: ChangePassword, device: Device) -> Granted:
        """Exchange the caller's password; every other session ends.

        Raises `WrongPassword`, `PeopleOnly`, `TooManyAttempts` or what `ensure_acceptable` does.
        """
        async with self._database.transaction() as session:
            if await SessionService(session).is_program(principal):
                raise PeopleOnly("Sign in yourself to change your password.")
            stored = await session.get_one(Account, principal.id)
            ensure_acceptable(data.new_password, _known_of(stored), field="new_password")
            # The session is known: no stranger's attempts keep its owner waiting.
            known = f"session:{principal.session_id}"
            await AttemptService(session).spend(stored.email, device.ip, known)
        await passwords.ensure_right(
            stored.password_hash, data.current_password, field="current_password"
        )
        password_hash = await passwords.hash_password(data.new_password)
        async with self._database.transaction() as session:
            if await _lock(session, principal.id) != stored.password_hash:
                raise passwords.wrong("current_password")
            account = await signing_in(session, principal.id)
            sessions = SessionService(session)
            opened = await sessions.start_anew(principal.id, principal.session_id)
            if account is None or opened is None or opened.ended_at is not None:
                raise SignInOver("Sign in again.")
            await _set_password(session, account, password_hash)
            await AttemptService(session).succeeded(account.email, device.ip, known)
            refresh_token = await sessions.first_refresh_token(opened)
            device_token = await DeviceService(session).remember(account.id, device.token)
            return await grant(session, account, opened, refresh_token, device_token)


async def renew_reset_link(session: AsyncSession, email: str) -> None:
    """Mail a link to the active account of an address, if there is one; the one before ends."""
    stored = await credentials(session, email)
    account = await signing_in(session, stored.account_id) if stored else None
    if account is None:
        return
    token, expires_at = new_secret(), clock.now() + LIFE
    link = {"token_hash": digest(token), "expires_at": expires_at}
    await session.execute(
        insert(PasswordReset)
        .values(account_id=account.id, **link)
        .on_conflict_do_update(index_elements=["account_id"], set_=link)
    )
    recipient = recipient_of(account)
    await order_mail(
        session, recipient, Template.PASSWORD_RESET, secret=token, expires_at=expires_at
    )


def _known_of(account: Account | AccountDetail) -> tuple[str, ...]:
    return account.email, account.username, account.full_name


async def _lock(session: AsyncSession, account_id: UUID) -> str | None:
    """Lock an account; its hash as it is then."""
    statement = select(Account.password_hash).where(Account.id == account_id).with_for_update()
    return (await session.execute(statement)).scalar_one()


async def _owner(session: AsyncSession, token: str) -> AccountDetail:
    """The active account that a link belongs to; raises `InvalidLink`."""
    statement = select(PasswordReset.account_id).where(
        PasswordReset.token_hash == digest(token), PasswordReset.expires_at > clock.now()
    )
    account_id = await session.scalar(statement)
    account = await signing_in(session, account_id) if account_id else None
    if account is None:
        raise InvalidLink(
            "This link was used, replaced by a newer one, or is too old. Have a new one sent."
        )
    return account


async def _set_password(session: AsyncSession, account: AccountDetail, password_hash: str) -> None:
    """What both ways have in common: no link works any more, and the owner is told."""
    row = await session.get_one(Account, account.id, populate_existing=True)
    row.password_hash = password_hash
    await session.execute(delete(PasswordReset).where(PasswordReset.account_id == account.id))
    await order_mail(session, recipient_of(account), Template.PASSWORD_CHANGED)
