"""Opens, renews and ends sessions."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.schemas import AccountDetail
from tts_auth.db import among
from tts_auth.digests import digest, new_secret
from tts_auth.keys.service import KeyService
from tts_auth.sessions.claims import make_claims
from tts_auth.sessions.errors import UnknownSession
from tts_auth.sessions.models import RefreshToken, Session
from tts_auth.sessions.rotation import Step, step_of
from tts_auth.sessions.schemas import AccessToken, SessionDetail
from tts_contracts import routes
from tts_contracts.identity import ACCESS_TOKEN_SECONDS, SessionEnded
from tts_kit import clock, outbox
from tts_kit.db import after_commit, database_of, settings_of
from tts_kit.identity.deny import SHUT, deny
from tts_kit.identity.principal import Principal
from tts_kit.ids import uuid7
from tts_kit.paging import Page, decode_cursor, page

#: A device that did not come back for so long signs in again.
IDLE = timedelta(days=7)
#: Ended and idle sessions are kept so long, for their owner to see what happened.
_KEPT = timedelta(days=30)
_TOKEN_LIFE = timedelta(seconds=ACCESS_TOKEN_SECONDS + 60)
_USER_AGENT_LENGTH = 300


class SessionService:
    """Sessions of all accounts; ending one is told to every verifier after the commit."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(
        self, account_id: UUID, *, program: bool, user_agent: str = "", ip: str = ""
    ) -> Session:
        """A new session; the account's old ones that are long over go."""
        now = clock.now()
        await self._session.execute(
            delete(Session).where(
                Session.account_id == account_id,
                Session.last_used_at < now - _KEPT,
                ~Session.program,
            )
        )
        opened = Session(
            id=uuid7(),
            account_id=account_id,
            program=program,
            version=1,
            created_at=now,
            last_used_at=now,
            user_agent=user_agent[:_USER_AGENT_LENGTH],
            ip=ip,
        )
        self._session.add(opened)
        await self._session.flush()
        return opened

    async def first_refresh_token(self, opened: Session) -> str:
        """The refresh token that a device starts with."""
        token = new_secret()
        self._session.add(_row(token, opened))
        await self._session.flush()
        return token

    async def refreshed(self, token: str) -> Session | None:
        """The open session that a refresh token belongs to, unlocked."""
        statement = (
            select(Session)
            .join(RefreshToken, RefreshToken.session_id == Session.id)
            .where(RefreshToken.hash == digest(token), _is_open())
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def rotate(self, opened: Session, token: str) -> str | None:
        """The successor of a refresh token, see `rotation`; None when the session has ended."""
        now = clock.now()
        await self._session.refresh(opened, with_for_update=True)
        given = await self._session.get_one(RefreshToken, digest(token), populate_existing=True)
        if opened.ended_at is not None:
            return None
        present = await self._unused(self._successor(token, given.replaced))
        step = step_of(given.rotated_at, successor_unused=present is not None, now=now)
        if step is Step.REVOKE:
            await self.end([opened.id])
            return None
        if step is Step.REPLACE and present is not None:
            await self._replace(opened, given, present)
        successor = self._successor(token, given.replaced)
        if step is not Step.REPEAT:
            given.rotated_at = now
            self._session.add(_row(successor, opened))
            # A browser forgets its cookie by then, so none of these can come back.
            await self._session.execute(
                delete(RefreshToken).where(
                    RefreshToken.session_id == opened.id, RefreshToken.rotated_at < now - IDLE
                )
            )
        opened.last_used_at = now
        await self._session.flush()
        return successor

    async def access_token(self, account: AccountDetail, opened: Session) -> AccessToken:
        """A token for the account in this session, valid for five minutes."""
        now = clock.now().replace(microsecond=0)
        claims = make_claims(account, opened.id, opened.version, now)
        token = await KeyService(self._session).sign(claims)
        return AccessToken(token, now + timedelta(seconds=ACCESS_TOKEN_SECONDS))

    async def own(
        self, principal: Principal, *, limit: int, cursor: str | None
    ) -> Page[SessionDetail]:
        """The devices that the caller is signed in on, newest first."""
        statement = (
            select(Session)
            .where(Session.account_id == principal.id, ~Session.program, _is_open())
            .order_by(Session.id.desc())
            .limit(limit + 1)
        )
        if cursor:
            statement = statement.where(Session.id < decode_cursor(cursor, UUID))
        found = [_detail(row, principal) for row in await self._session.scalars(statement)]
        return page(found, limit, lambda row: row.id)

    async def is_program(self, principal: Principal) -> bool:
        """Whether the caller is a program with a personal access token."""
        found = await self._session.get(Session, principal.session_id)
        return found is None or found.program

    async def end_own(self, principal: Principal, session_id: UUID) -> None:
        """Sign one of the caller's devices out; raises `UnknownSession`."""
        own = and_(Session.account_id == principal.id, ~Session.program)
        if not await self._end(and_(Session.id == session_id, own)):
            raise UnknownSession("There is no such session of yours.")

    async def end(self, session_ids: Iterable[UUID]) -> bool:
        """End sessions; their tokens are refused from the commit on. Says whether any was open."""
        return await self._end(among(Session.id, session_ids))

    async def start_anew(self, account_id: UUID, session_id: UUID) -> Session | None:
        """End every session of an account but this one, and what this one had; None if it ended.

        Its tokens until now are refused, so that nobody goes on with a copy.
        """
        await self._end(and_(Session.account_id == account_id, Session.id != session_id))
        await self.raise_versions([account_id])
        await self._session.execute(
            delete(RefreshToken).where(RefreshToken.session_id == session_id)
        )
        return await self._session.get(
            Session, session_id, with_for_update=True, populate_existing=True
        )

    async def end_all(self, account_id: UUID) -> None:
        """End every session of an account, its programs' too."""
        await self._end(Session.account_id == account_id)

    async def raise_versions(self, account_ids: Iterable[UUID]) -> None:
        """Have the accounts' open sessions refresh before their next request."""
        statement = (
            update(Session)
            .where(among(Session.account_id, account_ids), _is_open())
            .values(version=Session.version + 1)
            .returning(Session.id, Session.version, Session.last_used_at)
            .execution_options(synchronize_session=False)
        )
        rows = await self._session.execute(statement)
        # Whoever was not here lately has no token left to refuse.
        since = clock.now() - _TOKEN_LIFE
        await self._tell({row.id: row.version for row in rows if row.last_used_at > since})

    async def _end(self, which: ColumnElement[bool]) -> bool:
        statement = (
            update(Session)
            .where(which, Session.ended_at.is_(None))
            .values(ended_at=clock.now())
            .returning(Session.id)
        )
        ended = list(await self._session.scalars(statement))
        await self._tell(dict.fromkeys(ended, SHUT))
        return bool(ended)

    async def _tell(self, lowest: Mapping[UUID, int]) -> None:
        """Have tokens refused at once, and once more by a message should that be lost."""
        if not lowest:
            return
        redis = database_of(self._session).redis

        async def shut() -> None:
            for session_id, version in lowest.items():
                await deny(redis, session_id, version)

        after_commit(self._session, shut)
        now = clock.now()
        messages = [
            SessionEnded(id=uuid7(), occurred_at=now, session_id=session_id, lowest=version)
            for session_id, version in lowest.items()
        ]
        await outbox.send(self._session, routes.SHUT_SESSION, *messages)

    async def _unused(self, token: str) -> RefreshToken | None:
        row = await self._session.get(RefreshToken, digest(token), populate_existing=True)
        return row if row and row.rotated_at is None else None

    async def _replace(self, opened: Session, given: RefreshToken, successor: RefreshToken) -> None:
        """Let a successor be good no more, nor the access token that was given with it.

        Its row stays: whoever brings it did get it, and somebody else has the token before it.
        """
        successor.rotated_at = clock.now()
        given.replaced += 1
        opened.version += 1
        await self._tell({opened.id: opened.version})

    def _successor(self, token: str, replaced: int) -> str:
        # Derived, so that whoever repeats a token gets the same one and no secret is stored.
        key = settings_of(self._session).secret_key.encode()
        text = f"refresh:{token}" + (f":{replaced}" if replaced else "")
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _is_open() -> ColumnElement[bool]:
    return and_(
        Session.ended_at.is_(None),
        (Session.last_used_at > clock.now() - IDLE) | Session.program,
    )


def _row(token: str, opened: Session) -> RefreshToken:
    return RefreshToken(hash=digest(token), session_id=opened.id, issued_at=clock.now(), replaced=0)


def _detail(row: Session, principal: Principal) -> SessionDetail:
    return SessionDetail(
        id=row.id,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        user_agent=row.user_agent,
        ip=row.ip,
        current=row.id == principal.session_id,
    )
