"""Reads of accounts with what they hold: two statements, however many accounts."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.models import Account
from tts_auth.accounts.schemas import AccountDetail, Credentials
from tts_auth.db import among
from tts_auth.roles.queries import HeldRole, held_roles
from tts_contracts.identity import AccountKind, RoleClaim
from tts_kit.search import to_tsquery


async def details(session: AsyncSession, account_ids: Iterable[UUID]) -> list[AccountDetail]:
    """The accounts of these ids that exist, by id.

    The revision is read before the roles: they are never older than it.
    """
    statement = select(Account).where(among(Account.id, account_ids)).order_by(Account.id)
    return await _with_roles(session, list(await session.scalars(statement)))


async def detail(session: AsyncSession, account_id: UUID) -> AccountDetail | None:
    """One account."""
    found = await details(session, [account_id])
    return found[0] if found else None


async def signing_in(session: AsyncSession, account_id: UUID) -> AccountDetail | None:
    """An active account, locked so that its roles and state stay until the token is made."""
    await session.execute(
        select(Account.id).where(Account.id == account_id).with_for_update(read=True)
    )
    account = await detail(session, account_id)
    return account if account and account.active else None


async def credentials(session: AsyncSession, email: str) -> Credentials | None:
    """The account of an e-mail address, in any case."""
    statement = select(Account.id, Account.password_hash).where(
        func.lower(Account.email) == email.lower()
    )
    row = (await session.execute(statement)).first()
    return Credentials(row.id, row.password_hash) if row else None


async def newest(
    session: AsyncSession,
    *,
    count: int,
    before: UUID | None,
    kind: AccountKind | None,
    active: bool | None,
    q: str | None,
) -> list[AccountDetail]:
    """Up to `count` accounts, newest first; `q` is the start of words of the name or address."""
    statement = select(Account).order_by(Account.id.desc()).limit(count)
    if before is not None:
        statement = statement.where(Account.id < before)
    if kind is not None:
        statement = statement.where(Account.kind == kind)
    if active is not None:
        statement = statement.where(Account.active == active)
    if q:
        statement = statement.where(Account.search.op("@@")(cast(to_tsquery(q), TSQUERY)))
    return await _with_roles(session, list(await session.scalars(statement)))


async def existing(session: AsyncSession, account_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the ids that are accounts."""
    return set(await session.scalars(select(Account.id).where(among(Account.id, account_ids))))


async def _with_roles(session: AsyncSession, accounts: Sequence[Account]) -> list[AccountDetail]:
    held = await held_roles(session, [account.id for account in accounts])
    return [_detail(account, held[account.id]) for account in accounts]


def _detail(account: Account, held: list[HeldRole]) -> AccountDetail:
    return AccountDetail(
        id=account.id,
        email=account.email,
        username=account.username,
        full_name=account.full_name,
        kind="staff" if account.kind == "staff" else "employee",
        department=account.department,
        language=account.language,
        time_zone=account.time_zone,
        available=account.available,
        active=account.active,
        roles=[RoleClaim(role.system, role.name) for role in held],
        permissions=sorted({name for role in held for name in role.permissions}),
        revision=account.revision,
        created_at=account.created_at,
    )
