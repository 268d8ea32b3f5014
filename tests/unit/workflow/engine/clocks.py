"""Calendars and instants that the tests of the SLA clock share."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from tts_workflow.engine.calendar import LEAST_MINUTES, Calendar, Window

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",  # changes at midnight
    "Australia/Lord_Howe",  # changes by half an hour
    "Pacific/Apia",  # left out a whole day in 2011
    "Asia/Manila",
)
NINE_TO_FIVE = (Window(9 * 60, 17 * 60),)

instants = st.timedeltas(timedelta(), timedelta(days=16 * 365)).map(
    lambda passed: datetime(2011, 1, 1, tzinfo=UTC) + passed
) | st.sampled_from(
    [
        datetime(2026, 3, 28, 12, tzinfo=UTC),
        datetime(2026, 10, 24, 12, tzinfo=UTC),
        datetime(2011, 12, 29, 12, tzinfo=UTC),
    ]
)


def weekdays(time_zone: str = "UTC", holidays: frozenset[date] = frozenset()) -> Calendar:
    return Calendar(time_zone=time_zone, hours=(*[NINE_TO_FIVE] * 5, (), ()), holidays=holidays)


def around_the_clock(time_zone: str) -> Calendar:
    return Calendar(time_zone=time_zone, hours=((Window(0, 1440),),) * 7)


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    bounds = draw(st.lists(st.integers(0, 1440), unique=True, max_size=6).map(sorted))
    return tuple(Window(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    days = [draw(windows()) for _ in range(7)]
    if sum(w.end - w.start for day in days for w in day) < LEAST_MINUTES:
        days[draw(st.integers(0, 6))] = NINE_TO_FIVE
    first = draw(st.dates(date(2011, 1, 1), date(2027, 1, 1)))
    holidays = draw(st.frozensets(st.integers(0, 40).map(lambda n: first + timedelta(n))))
    return Calendar(time_zone=draw(st.sampled_from(ZONES)), hours=tuple(days), holidays=holidays)
