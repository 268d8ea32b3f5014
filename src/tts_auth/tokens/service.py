"""Personal access tokens: programs exchange them for the access tokens that people get."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.queries import signing_in
from tts_auth.digests import digest, new_secret
from tts_auth.sessions.errors import PeopleOnly
from tts_auth.sessions.models import Session
from tts_auth.sessions.service import SessionService
from tts_auth.tokens.errors import InvalidSecret, UnknownToken
from tts_auth.tokens.models import PersonalAccessToken
from tts_auth.tokens.schemas import Exchanged, MadeToken, NewToken, TokenDetail
from tts_contracts.identity import ACCESS_TOKEN_SECONDS
from tts_kit import clock
from tts_kit.identity.principal import Principal
from tts_kit.ids import uuid7
from tts_kit.paging import Page, decode_cursor, page

#: Lets secret scanners recognise a leaked one.
_PREFIX = "tts_pat_"


class TokenService:
    """Each token is a session of its own: what ends sessions ends tokens too."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._sessions = SessionService(session)

    async def make(self, principal: Principal, data: NewToken) -> MadeToken:
        """A token with the caller's present and future permissions; raises `PeopleOnly`."""
        if await self._sessions.is_program(principal):
            raise PeopleOnly("Sign in yourself to make a token.")
        secret = _PREFIX + new_secret()
        opened = await self._sessions.open(principal.id, program=True)
        made = PersonalAccessToken(
            id=uuid7(),
            account_id=principal.id,
            session_id=opened.id,
            name=data.name,
            hash=digest(secret),
            created_at=opened.created_at,
            expires_at=opened.created_at + timedelta(days=data.days),
        )
        self._session.add(made)
        await self._session.flush()
        return MadeToken(
            id=made.id,
            name=made.name,
            secret=secret,
            created_at=made.created_at,
            expires_at=made.expires_at,
        )

    async def own(
        self, principal: Principal, *, limit: int, cursor: str | None
    ) -> Page[TokenDetail]:
        """The caller's tokens that can still be used, newest first."""
        statement = (
            select(PersonalAccessToken, Session.last_used_at)
            .join(Session, Session.id == PersonalAccessToken.session_id)
            .where(
                PersonalAccessToken.account_id == principal.id,
                PersonalAccessToken.expires_at > clock.now(),
                Session.ended_at.is_(None),
            )
            .order_by(PersonalAccessToken.id.desc())
            .limit(limit + 1)
        )
        if cursor:
            statement = statement.where(PersonalAccessToken.id < decode_cursor(cursor, UUID))
        found = [
            TokenDetail(
                id=token.id,
                name=token.name,
                created_at=token.created_at,
                expires_at=token.expires_at,
                last_used_at=last_used_at,
            )
            for token, last_used_at in await self._session.execute(statement)
        ]
        return page(found, limit, lambda token: token.id)

    async def revoke(self, principal: Principal, token_id: UUID) -> None:
        """End a token and what was exchanged for it; raises `UnknownToken`."""
        of_token = select(PersonalAccessToken.session_id).where(
            PersonalAccessToken.id == token_id, PersonalAccessToken.account_id == principal.id
        )
        if not await self._sessions.end(await self._session.scalars(of_token)):
            raise UnknownToken("There is no such token of yours.")

    async def exchange(self, secret: str) -> Exchanged:
        """A five-minute access token for a secret; raises `InvalidSecret`."""
        statement = (
            select(Session)
            .join(PersonalAccessToken, PersonalAccessToken.session_id == Session.id)
            .where(
                PersonalAccessToken.hash == digest(secret),
                PersonalAccessToken.expires_at > clock.now(),
            )
        )
        opened = (await self._session.scalars(statement)).one_or_none()
        account = await signing_in(self._session, opened.account_id) if opened else None
        if opened is None or account is None:
            raise InvalidSecret("The secret is wrong, expired or revoked.")
        # Read again: it may have ended or changed while the account was locked by another.
        await self._session.refresh(opened, with_for_update=True)
        if opened.ended_at is not None:
            raise InvalidSecret("The secret is wrong, expired or revoked.")
        opened.last_used_at = clock.now()
        access = await self._sessions.access_token(account, opened)
        return Exchanged(access.token, ACCESS_TOKEN_SECONDS)
