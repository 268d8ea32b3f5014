"""Counters as the API shows them."""

from datetime import date

import msgspec

from tts_contracts.tickets import TicketStatus


class Counters(msgspec.Struct, frozen=True, kw_only=True):
    """Tickets by status, each status listed; `all` is null for who may not read all."""

    all: dict[TicketStatus, int] | None
    #: Those that the caller asked for.
    mine: dict[TicketStatus, int]


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """What came in on a day, and what was resolved on it and stayed so."""

    day: date
    submitted: int
    resolved: int


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """Days in a row, the present one last."""

    days: list[Day]
