"""Bytes that are no UTF-8, and numbers that nothing holds, are refused wherever they come in."""

from typing import Any

import httpx
import pytest

from tests.integration.surface.worlds import World, check_problem
from tts_contracts.queues import Service

#: Of each service a route that takes a body with a text, the body, and a route that lists.
_ROUTES = {
    Service.AUTH: ("POST /login", b'{"email": "@", "password": "x"}', "/accounts"),
    Service.HELPDESK: ("POST /drafts", b'{"form": {"@": "@"}}', "/tickets"),
    Service.WORKFLOW: ("POST /workflows", b'{"name": "@"}', "/tasks"),
    Service.MESSAGING: (
        "POST /tickets/{number}/messages",
        b'{"body": "@"}',
        "/tickets/{number}/messages",
    ),
    Service.NOTIFY: ("PUT /preferences", b'{"items": [{"type": "@"}]}', "/notifications"),
}
#: Beyond what Python makes a number of, beyond what PostgreSQL does, and of another script.
_NUMBERS = ["9" * 5_000, "-" + "9" * 5_000, "9" * 30, str(2**63), "%D9%A3", "1e400", "1_0", "NaN"]


async def _ask(world: World, route: str, **sent: Any) -> httpx.Response:
    """The answer to a request whose effects are taken back; a refusal is a problem."""
    method, target = route.split(" ")
    headers = world.headers | {"Content-Type": "application/json"} | sent.pop("headers", {})
    async with world.undone():
        response = await world.client.request(
            method, target.format_map(world.known), headers=headers, **sent
        )
    if response.status_code >= 400:
        check_problem(response)
    return response


@pytest.mark.parametrize("service", _ROUTES)
@pytest.mark.parametrize("text", [b"\xff", b"a\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
async def test_a_body_that_is_no_utf_8_is_malformed(
    worlds: dict[Service, World], service: Service, text: bytes
) -> None:
    route, body, _ = _ROUTES[service]
    for content in (body.replace(b"@", text), b'{"%b": 1}' % text, text + b"{}"):
        response = await _ask(worlds[service], route, content=content)
        assert response.status_code == 400, content


@pytest.mark.parametrize("service", _ROUTES)
@pytest.mark.parametrize("query", ["q=%ff", "%ff=a", "limit=a%C3", "unknown=%ed%a0%80"])
async def test_a_query_that_is_no_utf_8_is_malformed(
    worlds: dict[Service, World], service: Service, query: str
) -> None:
    response = await _ask(worlds[service], f"GET {_ROUTES[service][2]}?{query}")
    assert response.status_code == 400


@pytest.mark.parametrize("number", ["%ff", "TX%C3", "%ed%a0%80"])
async def test_a_path_that_is_no_utf_8_is_malformed(
    worlds: dict[Service, World], number: str
) -> None:
    for service in (Service.HELPDESK, Service.MESSAGING):
        response = await _ask(worlds[service], f"GET /tickets/{number}/conversation")
        assert response.status_code in (400, 404)
    response = await _ask(worlds[Service.HELPDESK], f"GET /tickets/{number}")
    assert response.status_code == 400


@pytest.mark.parametrize("service", _ROUTES)
@pytest.mark.parametrize("number", _NUMBERS)
async def test_a_number_beyond_its_bounds_is_refused(
    worlds: dict[Service, World], service: Service, number: str
) -> None:
    for name in ("limit", "cursor"):
        response = await _ask(worlds[service], f"GET {_ROUTES[service][2]}?{name}={number}")
        assert response.status_code == 422, name


@pytest.mark.parametrize("number", ["9" * 5_000, str(2**63), "1e400"])
async def test_a_number_in_a_path_or_a_body_is_bounded_too(
    worlds: dict[Service, World], number: str
) -> None:
    workflow, auth = worlds[Service.WORKFLOW], worlds[Service.AUTH]
    version = await _ask(workflow, f"GET /workflows/{{workflow_id}}/versions/{number}")
    assert version.status_code in (404, 422)
    token = await _ask(auth, "POST /tokens", content=f'{{"name": "x", "days": {number}}}')
    assert token.status_code in (400, 422)
    form = f'{{"form": {{"a": {number}}}}}'
    assert (await _ask(worlds[Service.HELPDESK], "POST /drafts", content=form)).status_code < 500


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        (f'"{"9" * 5_000}"', 422),
        (f'"{"9" * 19}"', 412),
        ('"-1"', 422),
        ('""', 422),
        ("", 422),
        ('W/"7', 412),
    ],
)
async def test_if_match_is_a_number_that_a_revision_can_be(
    worlds: dict[Service, World], tag: str, status: int
) -> None:
    response = await _ask(
        worlds[Service.HELPDESK],
        "PATCH /tickets/{number}",
        json={"subject": "Water"},
        headers={"If-Match": tag},
    )
    assert response.status_code == status


async def test_if_match_has_digits_of_ascii_only(worlds: dict[Service, World]) -> None:
    for tag in ("\N{SUPERSCRIPT TWO}", "\N{ARABIC-INDIC DIGIT THREE}".encode()):
        response = await _ask(
            worlds[Service.HELPDESK],
            "PATCH /tickets/{number}",
            json={"subject": "Water"},
            headers={"If-Match": tag if isinstance(tag, bytes) else tag.encode("latin-1")},
        )
        assert response.status_code == 422


@pytest.mark.parametrize("key", [b"", b"  ", b"k" * 201, b"\xff\xfe", b"a\tb"])
async def test_an_idempotency_key_that_is_none_is_refused(
    worlds: dict[Service, World], key: bytes
) -> None:
    response = await _ask(
        worlds[Service.HELPDESK], "POST /drafts", json={}, headers={"Idempotency-Key": key}
    )
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert error["field"] == "Idempotency-Key"
    assert "leave it out" in error["message"]
