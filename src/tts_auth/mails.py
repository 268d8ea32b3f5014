"""Mails about accounts, which notify sends, and the links in them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.schemas import AccountDetail
from tts_contracts import routes
from tts_contracts.notifications import SECRET_PURPOSE, AccountMail
from tts_kit import clock, outbox
from tts_kit.db import settings_of
from tts_kit.errors import Invalid
from tts_kit.ids import uuid7
from tts_kit.sealing import seal


class InvalidLink(Invalid):
    """The token of a mailed link is wrong, used, replaced by a newer one or expired."""

    code = "invalid_link"


class Template(StrEnum):
    """The mails of `tts_notify/templates/<language>/account` that auth orders."""

    VERIFY_EMAIL = "verify_email"
    ACCOUNT_EXISTS = "account_exists"
    PASSWORD_RESET = "password_reset"  # noqa: S105
    PASSWORD_CHANGED = "password_changed"  # noqa: S105


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a mail is for."""

    account_id: UUID
    email: str
    full_name: str
    language: str
    time_zone: str


def recipient_of(account: AccountDetail) -> Recipient:
    """The owner of an account."""
    return Recipient(
        account_id=account.id,
        email=account.email,
        full_name=account.full_name,
        language=account.language,
        time_zone=account.time_zone,
    )


async def order_mail(
    session: AsyncSession,
    recipient: Recipient,
    template: Template,
    *,
    secret: str | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Have a mail sent once the transaction is committed; its secret travels sealed."""
    key = settings_of(session).secret_key
    order = AccountMail(
        id=uuid7(),
        occurred_at=clock.now(),
        account_id=recipient.account_id,
        email=recipient.email,
        full_name=recipient.full_name,
        language=recipient.language,
        time_zone=recipient.time_zone,
        template=template,
        secret=seal(key, SECRET_PURPOSE, secret) if secret else None,
        expires_at=expires_at,
    )
    await outbox.send(session, routes.SEND_ACCOUNT_MAIL, order)
