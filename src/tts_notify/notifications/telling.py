"""What becomes of a fact for one person: pure, from the fact, the person and what they chose."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from tts_contracts.notifications import NotificationRaised
from tts_kit import clock
from tts_kit.ids import uuid7
from tts_notify.addresses.models import Address
from tts_notify.deliveries.models import DeliveryState
from tts_notify.deliveries.schemas import Says
from tts_notify.deliveries.service import planned
from tts_notify.kinds import KINDS, Channel, is_on
from tts_notify.texts import Text, render_text

Chosen = Mapping[tuple[UUID, Channel], bool]


class Telling(msgspec.Struct, frozen=True):
    """The rows of one person told over one channel; in the app there is a notification to show."""

    delivery: dict[str, Any]
    notification: dict[str, Any] | None = None


def tell(fact: NotificationRaised, address: Address, chosen: Chosen) -> list[Telling]:
    """How a person is told of a fact over each channel, or why not."""
    context = {**fact.data, "ticket": fact.ticket}
    text = render_text(fact.type, address.language, address.time_zone, context)
    return [_over(channel, fact, address, text, chosen) for channel in Channel]


def _over(
    channel: Channel, fact: NotificationRaised, address: Address, text: Text, chosen: Chosen
) -> Telling:
    account = address.account_id
    why = None
    if not address.active:
        why = "the account is inactive"
    elif not is_on(KINDS[fact.type], channel, chosen.get((account, channel))):
        why = "the person switched it off"
    if why:
        return Telling(planned(fact.id, account, channel, DeliveryState.SKIPPED, why))
    if channel is Channel.MAIL:
        says = Says(fact.type, fact.ticket, text.subject, text.body)
        return Telling(planned(fact.id, account, channel, DeliveryState.PENDING, says=says))
    sent = planned(fact.id, account, channel, DeliveryState.SENT)
    return Telling(sent, _notification(fact, account, text))


def _notification(fact: NotificationRaised, account: UUID, text: Text) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "fact_id": fact.id,
        "account_id": account,
        "type": fact.type,
        "ticket": fact.ticket,
        "subject": text.subject,
        "body": text.body,
        "data": fact.data,
        "created_at": clock.now(),
    }
