"""ETag and If-Match by an aggregate's revision."""

import re
from typing import Annotated, Any

from litestar import Response
from litestar.params import HeaderParameter

from tts_kit.errors import Invalid, PreconditionFailed

#: Revisions are `bigint`s: a longer number is none.
_ETAG = re.compile(r'(?:W/)?"?([0-9]{1,19})"?')

IfMatch = Annotated[
    str | None,
    HeaderParameter(name="If-Match", description='The ETag that was read, e.g. `"7"`.'),
]


def provide_expected_revision(if_match: IfMatch = None) -> int | None:
    """The revision a change relies on; None when the caller sends no If-Match or `*`."""
    if if_match is None or if_match == "*":
        return None
    tag = _ETAG.fullmatch(if_match)
    if tag is None:
        raise Invalid("If-Match must be the ETag of an earlier answer.")
    return int(tag[1])


def check_revision(expected: int | None, present: int) -> None:
    """Raise `PreconditionFailed` unless the caller saw the present revision or does not mind."""
    if expected is not None and expected != present:
        raise PreconditionFailed(
            "Somebody changed this since you read it. Load it again and repeat your change.",
            revision=present,
        )


# Litestar hands a hook that is no coroutine to a thread.
async def set_etag(response: Response[Any]) -> Response[Any]:
    """Give an answer that has a revision its ETag."""
    revision = getattr(response.content, "revision", None)
    if revision is not None:
        response.headers["ETag"] = f'"{revision}"'
    return response
