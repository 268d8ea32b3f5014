"""Keeps drafts for their authors."""

from datetime import timedelta
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_helpdesk.drafts.errors import DraftNotFound, DraftSubmitted, TooManyDrafts
from tts_helpdesk.drafts.models import Draft
from tts_helpdesk.drafts.schemas import DraftContent, DraftOut
from tts_kit import clock
from tts_kit.codec import encode
from tts_kit.errors import Invalid
from tts_kit.identity.principal import Principal
from tts_kit.ids import uuid7
from tts_kit.paging import Page, decode_cursor, page
from tts_kit.preconditions import check_revision

#: Drafts of one person.
_MAX_DRAFTS = 20
_MAX_FORM_BYTES = 64 * 1024
#: A draft that nobody touched for so long is deleted.
_KEPT = timedelta(days=90)


class DraftService:
    """One person's drafts; those of others are not found, and a submitted one is refused."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def own(self, caller: Principal, *, limit: int, cursor: str | None) -> Page[DraftOut]:
        """The caller's drafts, the newest first."""
        statement = select(Draft).where(*_unsubmitted(caller))
        if cursor:
            statement = statement.where(Draft.id < decode_cursor(cursor, UUID))
        rows = await self._session.scalars(statement.order_by(Draft.id.desc()).limit(limit + 1))
        return page([_shown(row) for row in rows], limit, lambda draft: draft.id)

    async def one(self, caller: Principal, draft_id: UUID) -> DraftOut:
        """Raises `DraftNotFound` and `DraftSubmitted`."""
        return _shown(await self._find(caller, draft_id))

    async def keep(self, caller: Principal, data: DraftContent) -> DraftOut:
        """Begin a draft; raises `TooManyDrafts`."""
        _check_form(data)
        # Two requests at once must not both be the last that is allowed.
        lock = func.pg_advisory_xact_lock(func.hashtextextended(f"drafts:{caller.id}", 0))
        await self._session.execute(select(lock))
        count = select(func.count()).select_from(Draft).where(*_unsubmitted(caller))
        if (await self._session.scalar(count) or 0) >= _MAX_DRAFTS:
            raise TooManyDrafts(
                f"You have {_MAX_DRAFTS} drafts, as many as one may have. Submit or delete one."
            )
        now = clock.now()
        draft = Draft(
            id=uuid7(),
            author_id=caller.id,
            revision=1,
            created_at=now,
            updated_at=now,
            **msgspec.structs.asdict(data),
        )
        self._session.add(draft)
        await self._session.flush()
        return _shown(draft)

    async def replace(
        self, caller: Principal, draft_id: UUID, data: DraftContent, expected: int | None
    ) -> DraftOut:
        """Keep what is written now instead of what was before."""
        _check_form(data)
        draft = await self._find(caller, draft_id, lock=True)
        check_revision(expected, draft.revision)
        for name, value in msgspec.structs.asdict(data).items():
            setattr(draft, name, value)
        draft.revision += 1
        draft.updated_at = clock.now()
        await self._session.flush()
        return _shown(draft)

    async def discard(self, caller: Principal, draft_id: UUID, expected: int | None) -> None:
        """Delete a draft; raises `DraftNotFound` and `DraftSubmitted`."""
        draft = await self._find(caller, draft_id, lock=True)
        check_revision(expected, draft.revision)
        await self._session.delete(draft)
        await self._session.flush()

    async def submit(self, caller: Principal, draft_id: UUID, ticket: str) -> None:
        """Empty the draft of a ticket; raises `DraftSubmitted`, and `Invalid` when it is gone."""
        try:
            draft = await self._find(caller, draft_id, lock=True)
        except DraftNotFound:
            message = "You have no such draft. Leave it out to go on."
            raise Invalid(message, errors=[{"field": "draft", "message": message}]) from None
        for name in DraftContent.__struct_fields__:
            setattr(draft, name, None)
        draft.ticket = ticket
        draft.updated_at = clock.now()
        await self._session.flush()

    async def _find(self, caller: Principal, draft_id: UUID, *, lock: bool = False) -> Draft:
        statement = select(Draft).where(Draft.id == draft_id, Draft.author_id == caller.id)
        if lock:
            statement = statement.with_for_update()
        found = await self._session.scalar(statement.execution_options(populate_existing=True))
        if found is None:
            raise DraftNotFound(draft_id)
        if found.ticket is not None:
            raise DraftSubmitted(found.ticket)
        return found


def _unsubmitted(caller: Principal) -> tuple[ColumnElement[bool], ...]:
    return Draft.author_id == caller.id, Draft.ticket.is_(None)


async def forget_old(session: AsyncSession) -> None:
    """Delete what nobody has touched for 90 days."""
    await session.execute(delete(Draft).where(Draft.updated_at < clock.now() - _KEPT))


def _check_form(data: DraftContent) -> None:
    if data.form is not None and len(encode(data.form)) > _MAX_FORM_BYTES:
        message = f"A form may have {_MAX_FORM_BYTES // 1024} kB."
        raise Invalid(message, errors=[{"field": "form", "message": message}])


def _shown(draft: Draft) -> DraftOut:
    return msgspec.convert(draft, DraftOut, from_attributes=True)
