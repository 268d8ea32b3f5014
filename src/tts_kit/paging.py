"""Keyset paging: the cost of a page does not depend on how many came before it."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from litestar.params import QueryParameter

from tts_kit.errors import Invalid

T = TypeVar("T")
K = TypeVar("K")

Limit = Annotated[int, QueryParameter(ge=1, le=200, description="Items on a page, at most 200.")]
CursorParameter = Annotated[
    str | None, QueryParameter(description="`next_cursor` of the page before.", max_length=500)
]


class Page(msgspec.Struct, Generic[T], frozen=True):
    """One page; `next_cursor` is null on the last."""

    items: list[T]
    next_cursor: str | None


def encode_cursor(position: object) -> str:
    """An opaque cursor for the position (a tuple or struct of sort keys) of a page's last item."""
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).rstrip(b"=").decode()


def decode_cursor(cursor: str, position: type[K]) -> K:
    """The position in a cursor; raises `Invalid` when it is not one of this list's."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(raw, type=position)
    except (ValueError, binascii.Error, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise Invalid("The cursor is not one of this list.") from error


def page(rows: Sequence[T], limit: int, position: Callable[[T], Any]) -> Page[T]:
    """A page from up to `limit + 1` rows; the extra one only says that there are more."""
    items = list(rows[:limit])
    more = len(rows) > limit
    return Page(items, encode_cursor(position(items[-1])) if more else None)
