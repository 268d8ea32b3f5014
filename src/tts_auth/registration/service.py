"""Registrations: made by anybody, confirmed by who reads the mail."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts import passwords
from tts_auth.accounts.password_rule import ensure_acceptable
from tts_auth.accounts.queries import credentials, detail
from tts_auth.accounts.schemas import NewAccount, RoleChoice
from tts_auth.accounts.service import AccountService
from tts_auth.attempts.service import AttemptService
from tts_auth.devices.service import DeviceService
from tts_auth.digests import digest, new_secret
from tts_auth.mails import InvalidLink, Recipient, Template, order_mail, recipient_of
from tts_auth.registration.errors import DomainNotAllowed
from tts_auth.registration.models import Registration
from tts_auth.registration.schemas import Register, VerifyEmail
from tts_auth.sign_in.schemas import Device
from tts_contracts import routes
from tts_contracts.identity import LinkAsked
from tts_contracts.permissions import ROLE_OF_REGISTERED
from tts_kit import clock, outbox
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.time_zones import time_zone_of

#: How long a link to confirm an address works.
LIFE = timedelta(hours=24)
_PRUNED = 20


class RegistrationService:
    """Works in transactions of its own, as signing in does.

    Whether an address has an account shows in the mail only: both ways count, hash and write.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def register(self, data: Register, device: Device) -> None:
        """Mail a link to confirm the address or, to one that has an account, that it has one.

        Registering again replaces what was said and the link of the time before. Raises
        `DomainNotAllowed`, `UnknownTimeZone`, `TooManyAttempts` or what `ensure_acceptable` does.
        """
        self._ensure_domain(data.email)
        time_zone_of(data.time_zone)
        ensure_acceptable(data.password, (data.email, data.full_name), field="password")
        async with self._database.transaction() as session:
            known = await DeviceService(session).known(data.email, device.token)
            may_mail = await AttemptService(session).spend_mail(data.email, device.ip, known)
        password_hash = await passwords.hash_password(data.password)
        if not may_mail:
            return
        async with self._database.transaction() as session:
            await _prune(session)
            if (account := await credentials(session, data.email)) is not None:
                await _tell_owner(session, account.account_id)
                return
            token = new_secret()
            await _mail_link(session, await _keep(session, data, password_hash, token), token)

    async def resend(self, email: str, device: Device) -> None:
        """Have a new link mailed, if the address waits to be confirmed; raises `TooManyAttempts`.

        Which address does the worker finds out: here time would tell.
        """
        async with self._database.transaction() as session:
            known = await DeviceService(session).known(email, device.token)
            if await AttemptService(session).spend_mail(email, device.ip, known):
                asked = LinkAsked(id=uuid7(), occurred_at=clock.now(), email=email)
                await outbox.send(session, routes.MAIL_VERIFY_LINK, asked)

    async def verify(self, data: VerifyEmail) -> None:
        """Turn a registration into an employee's account.

        The password shows that whoever reads the address's mails is who registered it: a stranger
        who did would know the password of the account. Raises `InvalidLink` or `WrongPassword`.
        """
        offered = (Registration.token_hash == digest(data.token), _is_valid())
        async with self._database.transaction() as session:
            stored = await session.scalar(select(Registration.password_hash).where(*offered))
        if stored is not None:
            await passwords.ensure_right(stored, data.password, field="password")
        async with self._database.transaction() as session:
            taken = (
                delete(Registration)
                .where(*offered, Registration.password_hash == stored)
                .returning(Registration)
            )
            found = (await session.scalars(taken)).one_or_none()
            # Meanwhile somebody who manages accounts may have made one.
            if found is None or await credentials(session, found.email) is not None:
                raise InvalidLink(
                    "This link was used, replaced by a newer one, or is too old. "
                    "Sign in, or have a new one sent."
                )
            account = NewAccount(
                email=found.email,
                full_name=found.full_name,
                kind="employee",
                department=found.department,
                language=found.language,
                time_zone=found.time_zone,
                roles=[RoleChoice(*ROLE_OF_REGISTERED)],
            )
            await AccountService(session).add(found.id, account, found.password_hash)

    def _ensure_domain(self, email: str) -> None:
        domains = [d.strip().lower() for d in self._database.settings.registration_domains]
        if domains and email.rpartition("@")[2].lower() not in domains:
            message = f"Register with an address of {' or '.join(domains)}."
            raise DomainNotAllowed(message, errors=[{"field": "email", "message": message}])


async def renew_verify_link(session: AsyncSession, email: str) -> None:
    """Mail a new link to an address that waits to be confirmed, if it does; the old one ends."""
    token = new_secret()
    renewed = (
        update(Registration)
        .where(func.lower(Registration.email) == email.lower(), _is_valid())
        .values(token_hash=digest(token), expires_at=clock.now() + LIFE)
        .returning(Registration)
    )
    found = (await session.scalars(renewed)).one_or_none()
    if found is not None:
        await _mail_link(session, found, token)


def _is_valid() -> ColumnElement[bool]:
    return Registration.expires_at > clock.now()


async def _keep(
    session: AsyncSession, data: Register, password_hash: str, token: str
) -> Registration:
    said = {
        "email": data.email,
        "full_name": data.full_name,
        "department": data.department,
        "password_hash": password_hash,
        "language": data.language,
        "time_zone": data.time_zone,
        "token_hash": digest(token),
        "expires_at": clock.now() + LIFE,
    }
    statement = (
        insert(Registration)
        .values(id=uuid7(), **said)
        .on_conflict_do_update(index_elements=[func.lower(Registration.email)], set_=said)
    )
    return (await session.scalars(statement.returning(Registration))).one()


async def _tell_owner(session: AsyncSession, account_id: UUID) -> None:
    account = await detail(session, account_id)
    if account and account.active:
        await order_mail(session, recipient_of(account), Template.ACCOUNT_EXISTS)


async def _mail_link(session: AsyncSession, registration: Registration, token: str) -> None:
    recipient = Recipient(
        account_id=registration.id,
        email=registration.email,
        # Not the name that was given: strangers would have us send their words to anybody.
        full_name=registration.email.partition("@")[0],
        language=registration.language,
        time_zone=registration.time_zone,
    )
    expires_at = registration.expires_at
    await order_mail(session, recipient, Template.VERIFY_EMAIL, secret=token, expires_at=expires_at)


async def _prune(session: AsyncSession) -> None:
    over = (
        select(Registration.id)
        .where(~_is_valid())
        .order_by(Registration.expires_at)
        .limit(_PRUNED)
        .with_for_update(skip_locked=True)
    )
    await session.execute(delete(Registration).where(Registration.id.in_(over)))
