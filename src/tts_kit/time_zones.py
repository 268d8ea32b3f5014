"""Time zones by their names in the IANA database."""

import functools
from zoneinfo import ZoneInfo, available_timezones

from tts_kit.errors import Invalid


class UnknownTimeZone(Invalid):
    """Not a name of the IANA time zone database."""

    code = "unknown_time_zone"


def time_zone_of(name: str) -> ZoneInfo:
    """The zone of that name; raises `UnknownTimeZone`."""
    if name not in _names():
        raise UnknownTimeZone(f"{name} is not a time zone, like Asia/Manila.")
    return ZoneInfo(name)


@functools.cache
def _names() -> set[str]:
    return available_timezones()
