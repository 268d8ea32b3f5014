"""Where a sign-in comes from."""

from typing import Any

import pytest
from litestar import Request
from litestar.testing import RequestFactory

from tests.factories import make_settings
from tts_auth.sign_in.device import device_of

TRUSTED = make_settings(kong_trusted=True, gateway_token="t")


def request(**headers: str) -> Request[Any, Any, Any]:
    return RequestFactory().get("/", headers=dict(headers))


def test_a_clients_own_header_is_not_believed() -> None:
    made = request(**{"x-forwarded-for": "192.0.2.1", "user-agent": "Firefox"})
    peer = made.client.host if made.client else ""
    device = device_of(made, make_settings())
    assert (device.ip, device.user_agent) == (peer, "Firefox")


@pytest.mark.parametrize("before", ["", "203.0.113.9, ", "junk,,"])
def test_behind_the_gateway_the_address_is_the_one_it_appended(before: str) -> None:
    made = request(**{"x-forwarded-for": f"{before}192.0.2.1"})
    assert device_of(made, TRUSTED).ip == "192.0.2.1"


def test_without_the_header_the_address_is_the_peers() -> None:
    made = request()
    assert device_of(made, TRUSTED).ip == (made.client.host if made.client else "")
