"""Keeps the newest state of people."""

from typing import cast
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.identity import AccountState
from tts_kit.states import keep_newest
from tts_messaging.people.models import PersonRow


class PeopleService:
    """Applies auth's states in any order, any number of times."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def apply_account(self, state: AccountState) -> None:
        """A deactivated account stays: messages name it."""
        values = {
            "id": UUID(state.key),
            "full_name": state.full_name,
            "active": state.active,
            "revision": state.revision,
        }
        await keep_newest(self._session, cast(Table, PersonRow.__table__), values)
