"""Messages that the workflow service is told in its tests."""

import itertools
from datetime import timedelta
from typing import Any
from uuid import UUID

from tts_contracts.base import Person
from tts_contracts.identity import MemberState, RoleState
from tts_contracts.tickets import TicketState, TicketStatus
from tts_kit import clock
from tts_kit.ids import uuid7

_numbers = itertools.count(1)


def make_role(role_id: UUID, name: str, *, revision: int = 1, active: bool = True) -> RoleState:
    """A role of the system `tts`."""
    return RoleState(key=str(role_id), revision=revision, system="tts", name=name, active=active)


def make_member(member_id: UUID, *role_ids: UUID, **changes: Any) -> MemberState:
    """A person who is there and holds roles."""
    values: dict[str, Any] = {
        "revision": 1,
        "system": "tts",
        "full_name": f"Member {str(member_id)[-4:]}",
        "department": None,
        "active": True,
        "available": True,
    }
    return MemberState(key=str(member_id), role_ids=list(role_ids), **(values | changes))


def make_ticket(**changes: Any) -> TicketState:
    """A ticket approved a moment ago."""
    number = f"TX20261123{next(_numbers):06d}"
    values: dict[str, Any] = {
        "key": number,
        "revision": 2,
        "status": TicketStatus.OPEN,
        "subject": f"Subject of {number}",
        "description": "It does not start.",
        "category": "IT Support",
        "sub_category": "Technical Assistance",
        "department": "IT Department",
        "priority": "High",
        "form": {},
        "requester": Person(id=uuid7(), full_name="Rita Requester"),
        "owner": Person(id=uuid7(), full_name="Otto Owner"),
        "approved_at": clock.now() - timedelta(seconds=1),
    }
    return TicketState(**(values | changes))
