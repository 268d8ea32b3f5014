"""Counters as the API shows them."""

import msgspec

from tts_contracts.tickets import TicketStatus


class Counters(msgspec.Struct, frozen=True, kw_only=True):
    """Tickets by status, each status listed; `all` is null for who may not read all."""

    all: dict[TicketStatus, int] | None
    #: Those that the caller asked for.
    mine: dict[TicketStatus, int]
