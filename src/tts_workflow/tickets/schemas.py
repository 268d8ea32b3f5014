"""What the ticket routes give."""

from datetime import datetime

import msgspec

from tts_contracts.base import Person


class UnmatchedTicket(msgspec.Struct, kw_only=True):
    """A ticket that no published workflow takes."""

    ticket: str
    subject: str
    priority: str
    department: str
    category: str
    sub_category: str | None
    requester: Person
    owner: Person
    unmatched_since: datetime
