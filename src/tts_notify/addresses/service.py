"""Keeps the addresses and looks them up."""

from collections.abc import Collection
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.identity import AddressState
from tts_kit.states import keep_newest
from tts_notify.addresses.models import Address

_TABLE = Address.metadata.tables[Address.__tablename__]
_KNOWN = (
    select(Address)
    .where(Address.account_id.in_(bindparam("accounts", expanding=True)))
    .order_by(Address.account_id)
)


class AddressService:
    """The projection of where people are reached."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def apply(self, state: AddressState) -> None:
        """Keep the state unless a newer one is known."""
        values = msgspec.structs.asdict(state)
        await keep_newest(self._session, _TABLE, {"account_id": UUID(values.pop("key")), **values})

    async def known(self, account_ids: Collection[UUID]) -> dict[UUID, Address]:
        """The addresses there are, by account, in the order of the accounts' ids."""
        found = await self._session.scalars(_KNOWN, {"accounts": list(account_ids)})
        return {address.account_id: address for address in found}
