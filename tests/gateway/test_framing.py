"""Where a request begins and ends, and whom it is for: as two servers in a row read it."""

import http.client
import socket
from urllib.parse import urlsplit

import httpx
import pytest

GET = b"GET /helpdesk/tickets HTTP/1.1\r\nHost: gateway\r\n"
POST = b"POST /auth/login HTTP/1.1\r\nHost: gateway\r\n"
CONNECT = b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n"


def answer(gateway_url: str, request: bytes) -> http.client.HTTPResponse:
    """The answer to bytes that no HTTP client would send."""
    address = urlsplit(gateway_url)
    with socket.create_connection((address.hostname, address.port or 80), timeout=5) as connection:
        connection.sendall(request)
        response = http.client.HTTPResponse(connection)
        response.begin()
        return response


@pytest.mark.parametrize(
    "smuggled",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 4\r\nContent-Length: 5\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
        b"Content-Length : 4\r\n",
        b"Content-Length: +4\r\n",
    ],
)
def test_a_request_that_two_servers_could_frame_differently_is_refused(
    gateway_url: str, smuggled: bytes
) -> None:
    assert answer(gateway_url, POST + smuggled + b"\r\n0\r\n\r\n").status in (400, 501)


@pytest.mark.parametrize(
    "unreadable",
    [
        b"NONSENSE\r\n\r\n",
        GET + b"X: " + b"x" * 100_000 + b"\r\n\r\n",
        GET + b"".join(b"X-%d: x\r\n" % number for number in range(150)) + b"\r\n",
    ],
    ids=["no request", "a large header", "many headers"],
)
def test_what_cannot_be_read_is_refused_with_a_problem(gateway_url: str, unreadable: bytes) -> None:
    response = answer(gateway_url, unreadable)
    assert response.status in (400, 431)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_the_gateway_is_no_proxy_to_elsewhere(gateway_url: str) -> None:
    assert answer(gateway_url, CONNECT).status in (400, 404, 405)
    absolute = b"GET http://127.0.0.1:22/docs HTTP/1.1\r\nHost: gateway\r\n\r\n"
    assert answer(gateway_url, absolute).status == 200


def test_http_2_is_not_spoken_without_tls(gateway_url: str) -> None:
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    assert answer(gateway_url, preface).status in (400, 405, 505)


def test_an_upgrade_to_http_2_reaches_no_service(client: httpx.Client, token: str) -> None:
    upgrade = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": "AAMA"}
    headers = {"Authorization": f"Bearer {token}"} | upgrade
    response = client.get("/helpdesk/tickets", headers=headers)
    assert response.status_code == 200
    assert "upgrade" not in dict(response.json()["headers"])
