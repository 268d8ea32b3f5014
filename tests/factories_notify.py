"""Messages that notify gets; each call makes distinct ones."""

import itertools
from typing import Any
from uuid import UUID

from tts_contracts.identity import AddressState
from tts_contracts.notifications import NotificationRaised, NotificationType
from tts_kit import clock
from tts_kit.ids import uuid7

_numbers = itertools.count(1)


def make_address(account_id: UUID | None = None, **changes: Any) -> AddressState:
    """The state of a new person's address."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "key": str(account_id or uuid7()),
        "revision": 1,
        "email": f"reader{number}@tts.example",
        "full_name": f"Reader {number}",
        "language": "en",
        "time_zone": "UTC",
        "active": True,
    }
    return AddressState(**(values | changes))


def make_fact(*recipients: UUID, **changes: Any) -> NotificationRaised:
    """An assignment that these people are told of."""
    values: dict[str, Any] = {
        "id": uuid7(),
        "occurred_at": clock.now(),
        "type": NotificationType.TASK_ASSIGNMENT,
        "recipients": list(recipients),
        "ticket": f"TX20261123{next(_numbers):06}",
        "data": {"subject": "Laptop broken", "step": "Triage", "priority": "High"},
    }
    return NotificationRaised(**(values | changes))
