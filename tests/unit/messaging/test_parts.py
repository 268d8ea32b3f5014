"""Which part a person has in a conversation."""

import pytest

from tts_contracts.permissions import Permission
from tts_messaging.conversations.parts import decide_part, stream_of, streams_showing

READS_ALL = {Permission.TICKET_READ_ALL}


def test_whom_nobody_names_is_a_stranger() -> None:
    assert decide_part(set(), {Permission.TICKET_SUBMIT, Permission.TASK_WORK}) is None


@pytest.mark.parametrize("permission", [Permission.TICKET_READ_ALL, Permission.TICKET_MANAGE])
def test_who_may_read_every_ticket_is_staff_everywhere(permission: Permission) -> None:
    assert decide_part(set(), {permission.value}) == "staff"


def test_whom_any_producer_names_takes_part() -> None:
    assert decide_part({"staff"}, set()) == "staff"


@pytest.mark.parametrize("named", [{"requester"}, {"requester", "staff"}])
def test_the_requester_stays_the_requester_whatever_else_they_are(named: set[str]) -> None:
    assert decide_part(named, READS_ALL) == "requester"


def test_what_is_internal_is_not_on_the_requesters_stream() -> None:
    assert stream_of("TX1", "requester") not in streams_showing("TX1", "internal")
    assert stream_of("TX1", "staff") in streams_showing("TX1", "internal")


def test_what_is_public_is_on_both_streams() -> None:
    both = {stream_of("TX1", "requester"), stream_of("TX1", "staff")}
    assert set(streams_showing("TX1", "public")) == both
