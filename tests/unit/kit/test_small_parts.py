"""Clock, ids, cursors, preconditions and sealed secrets."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import msgspec
import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from tts_kit import clock
from tts_kit.errors import Invalid, PreconditionFailed
from tts_kit.ids import first_uuid7, uuid7
from tts_kit.paging import decode_cursor, encode_cursor, page
from tts_kit.preconditions import check_revision, provide_expected_revision
from tts_kit.sealing import seal, unseal

KEY = "k" * 32


class Position(msgspec.Struct, frozen=True, array_like=True):
    """Sort keys of a list by time."""

    at: datetime
    key: UUID


def test_the_clock_stands_where_it_is_set() -> None:
    moment = datetime(2026, 3, 29, 3, tzinfo=timezone(timedelta(hours=2)))
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.now().tzinfo is UTC
    assert clock.now() != moment


def test_the_clock_refuses_a_time_without_a_zone() -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"), clock.at(naive):
        pass


def test_ids_are_of_version_7_and_in_the_order_of_time() -> None:
    made = [uuid7() for _ in range(100)]
    assert {i.version for i in made} == {7}
    assert made == sorted(made)
    assert isinstance(made[0], UUID)


def test_a_days_ids_lie_between_its_bounds() -> None:
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    assert first_uuid7(today) <= uuid7() < first_uuid7(today + timedelta(days=1))


@given(st.datetimes(timezones=st.just(UTC)), st.uuids())
def test_a_cursor_brings_its_position_back(at: datetime, key: UUID) -> None:
    position = Position(at, key)
    assert decode_cursor(encode_cursor(position), Position) == position


@given(st.text())
def test_a_cursor_that_is_not_ours_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        decode_cursor(text, Position)


def test_only_a_page_with_more_behind_it_has_a_cursor() -> None:
    assert page([1, 2, 3], 2, lambda n: n).items == [1, 2]
    assert page([1, 2, 3], 2, lambda n: n).next_cursor == encode_cursor(2)
    assert page([1, 2], 2, lambda n: n).next_cursor is None
    assert page([], 2, lambda n: n).next_cursor is None


def test_a_change_of_what_somebody_else_changed_is_refused() -> None:
    check_revision(None, 7)
    check_revision(7, 7)
    with pytest.raises(PreconditionFailed):
        check_revision(6, 7)


@pytest.mark.parametrize(("header", "revision"), [(None, None), ("*", None), ('"7"', 7)])
def test_if_match_names_a_revision(header: str | None, revision: int | None) -> None:
    assert provide_expected_revision(header) == revision


def test_an_if_match_that_is_no_etag_of_ours_is_refused() -> None:
    with pytest.raises(Invalid):
        provide_expected_revision('"abc"')


def test_a_sealed_secret_opens_with_its_key_and_purpose_only() -> None:
    sealed = seal(KEY, "mail", "reset-link")
    assert "reset-link" not in sealed.ciphertext
    assert unseal(KEY, "mail", sealed) == "reset-link"
    for key, purpose in (("x" * 32, "mail"), (KEY, "other")):
        with pytest.raises(InvalidTag):
            unseal(key, purpose, sealed)


def test_the_same_secret_is_sealed_differently_each_time() -> None:
    assert seal(KEY, "mail", "a") != seal(KEY, "mail", "a")
