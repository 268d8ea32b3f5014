"""Plans deliveries and records what became of them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import msgspec
from sqlalchemy import Table, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit import clock
from tts_kit.ids import first_uuid7, uuid7
from tts_notify.deliveries.errors import StillLeased, UnknownDelivery
from tts_notify.deliveries.models import Delivery, DeliveryState
from tts_notify.deliveries.schemas import Says
from tts_notify.kinds import Channel

#: Longer than an attempt may take, so that a lease outlives whoever works under it.
_LEASE = timedelta(seconds=75)
_ERROR_LENGTH = 2_000
#: Longer than any message is kept: one that comes again must find its delivery.
_KEPT = timedelta(days=90)
#: Rows deleted in one transaction.
_FORGOTTEN = 10_000

# The table, as the entity's rows would be told apart by what is None in them: a statement each.
_PLAN = insert(cast(Table, Delivery.__table__)).on_conflict_do_nothing().returning(Delivery.id)


class DeliveryService:
    """One row per fact, person and channel."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def plan(self, rows: Sequence[Mapping[str, Any]]) -> set[UUID]:
        """Insert deliveries that `planned` made, but for those that are there already; the ids of
        the new ones."""
        if not rows:
            return set()
        return set(await self._session.scalars(_PLAN, list(rows)))

    async def find_or_plan(self, fact_id: UUID, account_id: UUID, channel: Channel) -> UUID:
        """The delivery of a fact to a person over a channel, made when there is none."""
        await self.plan([planned(fact_id, account_id, channel, DeliveryState.PENDING)])
        found = await self._session.execute(
            select(Delivery.id).where(
                Delivery.fact_id == fact_id,
                Delivery.account_id == account_id,
                Delivery.channel == channel,
            )
        )
        return found.scalar_one()

    async def lease(self, delivery_id: UUID, message_id: str) -> Delivery | None:
        """Reserve an unfinished delivery for one attempt; None when there is nothing left to do.

        Raises `StillLeased` while another attempt may be under way.
        """
        now = clock.now()
        leased = await self._session.execute(
            update(Delivery)
            .where(
                Delivery.id == delivery_id,
                or_(
                    Delivery.state.in_((DeliveryState.PENDING, DeliveryState.FAILED)),
                    (Delivery.state == DeliveryState.LEASED) & (Delivery.lease_until < now),
                ),
            )
            .values(
                state=DeliveryState.LEASED,
                lease_until=now + _LEASE,
                attempts=Delivery.attempts + 1,
                message_id=message_id,
                error=None,
            )
            .returning(Delivery)
        )
        delivery = leased.scalar_one_or_none()
        if delivery is not None:
            return delivery
        found = await self._session.get(Delivery, delivery_id)
        if found is None:
            raise UnknownDelivery(f"there is no delivery {delivery_id}")
        if found.state == DeliveryState.LEASED:
            raise StillLeased(f"delivery {delivery_id} is leased until {found.lease_until}")
        return None

    async def finish(self, delivery_id: UUID, state: DeliveryState, error: str | None) -> None:
        """End the lease with what came of it; without a lease there is nothing to end."""
        await self._session.execute(
            update(Delivery)
            .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.LEASED)
            .values(
                state=state,
                error=error and error[:_ERROR_LENGTH],
                lease_until=None,
                finished_at=clock.now(),
            )
        )


async def forget_finished(session: AsyncSession) -> bool:
    """Delete some finished deliveries over 90 days old, the oldest first; whether there may be
    more."""
    old = (
        select(Delivery.id)
        .where(
            Delivery.id < first_uuid7(clock.now() - _KEPT),
            Delivery.finished_at.is_not(None),
        )
        .order_by(Delivery.id)
        .limit(_FORGOTTEN)
    )
    gone = await session.execute(
        delete(Delivery)
        .where(Delivery.id.in_(old))
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all()) == _FORGOTTEN


def planned(
    fact_id: UUID,
    account_id: UUID,
    channel: Channel,
    state: DeliveryState,
    error: str | None = None,
    says: Says | None = None,
) -> dict[str, Any]:
    """The values of a new delivery; one that is not to be attempted is finished."""
    now = clock.now()
    return {
        "id": uuid7(),
        "fact_id": fact_id,
        "account_id": account_id,
        "channel": channel,
        "state": state,
        "attempts": 0,
        "error": error,
        **(msgspec.structs.asdict(says) if says else dict.fromkeys(Says.__struct_fields__)),
        "created_at": now,
        "finished_at": None if state == DeliveryState.PENDING else now,
    }
