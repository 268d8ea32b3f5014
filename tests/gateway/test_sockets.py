"""WebSockets through the gateway."""

import json

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.gateway.conftest import ROUTES
from tests.gateway.echo import SILENT

SOCKETS = [
    (process, service.prefix, pattern.path + "/TX1" * pattern.below)
    for process, service in ROUTES.services.items()
    for pattern in ROUTES.sockets_of(process)
]


def address(gateway_url: str, path: str) -> str:
    return gateway_url.replace("http", "ws", 1) + path


@pytest.mark.parametrize(("process", "prefix", "path"), SOCKETS)
def test_a_cookie_opens_a_socket_to_the_service(
    gateway_url: str, token: str, process: str, prefix: str, path: str
) -> None:
    url = address(gateway_url, f"{prefix}{path}?since=7")
    headers = {"Cookie": f"access_token={token}", "X-Auth-Subject": "forged"}
    with connect(url, additional_headers=headers) as opened:
        seen = json.loads(opened.recv(timeout=5))
        assert (seen["process"], seen["path"], seen["query"]) == (process, path, "since=7")
        assert "forged" not in str(seen["headers"])
        opened.send("hello")
        assert opened.recv(timeout=5) == "hello"


def test_frames_larger_than_a_request_body_pass(gateway_url: str, token: str) -> None:
    url = address(gateway_url, "/notification/ws")
    headers = {"Cookie": f"access_token={token}"}
    with connect(url, additional_headers=headers, max_size=None, compression=None) as opened:
        opened.recv(timeout=5)
        frame = "x" * (ROUTES.body_bytes * 2)
        opened.send(frame)
        assert opened.recv(timeout=5) == frame


@pytest.mark.parametrize(("process", "prefix", "path"), SOCKETS)
@pytest.mark.parametrize(
    "cookie", [None, "access_token=junk", "access_token=junk; access_token=junk"]
)
def test_a_handshake_without_a_good_token_is_a_401(
    gateway_url: str, process: str, prefix: str, path: str, cookie: str | None
) -> None:
    headers = {"Cookie": cookie} if cookie else {}
    with pytest.raises(InvalidStatus) as refusal:
        connect(address(gateway_url, prefix + path), additional_headers=headers)
    assert refusal.value.response.status_code == 401


def test_a_silent_socket_outlives_a_request_that_is_never_answered(
    gateway_url: str, token: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    url = address(gateway_url, "/notification/ws")
    with connect(url, additional_headers=headers, ping_interval=None) as opened:
        opened.recv(timeout=5)
        patience = ROUTES.timeouts.request + 10
        response = httpx.post(f"{gateway_url}/helpdesk{SILENT}", headers=headers, timeout=patience)
        assert response.status_code == 504
        assert response.json()["code"] == "timed_out"
        # The gateway's clock is not ours to the microsecond.
        assert round(response.elapsed.total_seconds(), 1) >= ROUTES.timeouts.request
        opened.send("still there")
        assert opened.recv(timeout=5) == "still there"


def test_a_socket_address_without_an_upgrade_is_an_ordinary_request(
    client: httpx.Client, token: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/notification/ws", headers=headers).json()["path"] == "/ws"
    too_large = b"x" * (ROUTES.body_bytes + 1)
    response = client.post("/notification/ws", headers=headers, content=too_large)
    assert response.status_code == 413
