"""A request carries one token, in one of two places, or it is refused."""

from typing import Any, cast

import pytest
from litestar.types import Scope

from tts_kit.identity.credentials import AmbiguousCredentials, read_token


def scope(*headers: tuple[str, str]) -> Scope:
    return cast(Scope, {"headers": [(n.encode(), v.encode()) for n, v in headers]})


def test_without_credentials_there_is_no_token() -> None:
    assert read_token(scope(("cookie", "theme=dark"))) is None


@pytest.mark.parametrize(
    "headers",
    [
        [("cookie", "theme=dark; access_token=abc")],
        [("authorization", "Bearer abc")],
        [("cookie", "access_token=abc"), ("authorization", "Bearer abc")],
    ],
)
def test_the_token_comes_from_the_cookie_or_the_bearer(headers: Any) -> None:
    assert read_token(scope(*headers)) == "abc"


@pytest.mark.parametrize(
    "headers",
    [
        [("cookie", "access_token=a; access_token=b")],
        [("cookie", "access_token=a; access_token=a")],
        [("cookie", "access_token=a"), ("cookie", "access_token=b")],
        [("authorization", "Bearer a"), ("authorization", "Bearer b")],
        [("authorization", "bearer a")],
        [("authorization", "Basic a")],
        [("authorization", "Bearer")],
        [("cookie", "access_token=a"), ("authorization", "Basic b")],
        [("cookie", "access_token=a"), ("authorization", "Bearer b")],
    ],
)
def test_what_two_parsers_could_read_differently_is_refused(headers: Any) -> None:
    with pytest.raises(AmbiguousCredentials):
        read_token(scope(*headers))
