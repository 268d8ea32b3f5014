"""The trace of a request begins at the gateway; Envoy only, Kong is not run here."""

from collections.abc import Iterator
from typing import NamedTuple

import httpx
import msgspec
import pytest
from websockets.sync.client import connect

from tests.collector import Collector, Told, collecting
from tests.gateway.conftest import EXTERNAL, MakeToken, running_envoy
from tests.gateway.echo import Echo
from tests.waiting import eventually
from tts_kit.settings import Settings

pytestmark = pytest.mark.skipif(EXTERNAL, reason="its rendering names no collector of this run")

HOST = "127.0.0.3"
SECRET = "what-nobody-may-read-in-a-trace"
OUTSIDE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Traced(NamedTuple):
    """A gateway that sends its spans to a collector."""

    client: httpx.Client
    collector: Collector
    url: str


@pytest.fixture(scope="module")
def traced(
    settings: Settings, echo: Echo, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Traced]:
    """An Envoy on another host than the one without a collector, before the same services."""
    folder = tmp_path_factory.mktemp("traced")
    with collecting() as collector:
        ours = msgspec.structs.replace(
            settings, host=HOST, api_hosts=[settings.host], otlp_endpoint=collector.url
        )
        with running_envoy(ours, folder) as url, httpx.Client(base_url=url) as client:
            yield Traced(client, collector, url)


async def spans_of(collector: Collector, traceparent: str) -> list[Told]:
    """Those of the trace that a service was told of."""

    async def told() -> list[Told]:
        return collector.of_trace(traceparent.split("-")[1])

    return await eventually(told)


async def test_a_service_goes_on_with_the_trace_that_the_gateway_began(
    traced: Traced, make_token: MakeToken
) -> None:
    token = make_token()
    headers = {"Authorization": f"Bearer {token}", "traceparent": OUTSIDE, "tracestate": "a=b"}
    answer = traced.client.get(f"/helpdesk/tickets?q={SECRET}", headers=headers)
    (given,) = [v for name, v in answer.json()["headers"] if name == "traceparent"]
    (span,) = await spans_of(traced.collector, given)
    assert span.process == "gateway"
    assert (span.id, span.parent) == (given.split("-")[2], "")
    assert span.trace not in OUTSIDE
    for secret in (SECRET, token):
        assert not any(secret.encode() in body for body in traced.collector.bodies)


async def test_no_span_of_the_gateway_lives_as_long_as_a_socket(
    traced: Traced, make_token: MakeToken
) -> None:
    url = traced.url.replace("http", "ws", 1)
    headers = {"Cookie": f"access_token={make_token()}"}
    with connect(f"{url}/notification/ws", additional_headers=headers) as socket:
        seen = msgspec.json.decode(socket.recv())
    (given,) = [v for name, v in seen["headers"] if name == "traceparent"]
    assert given.endswith("-00"), "it is left out"
    answer = traced.client.get("/helpdesk/tickets", headers=headers)
    (later,) = [v for name, v in answer.json()["headers"] if name == "traceparent"]
    await spans_of(traced.collector, later)
    assert traced.collector.of_trace(given.split("-")[1]) == []
