"""Whose word on the client's address counts; Envoy only, Kong is told in its own environment."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.gateway.conftest import EXTERNAL, running_envoy
from tts_kit.settings import Settings

pytestmark = pytest.mark.skipif(EXTERNAL, reason="Kong's trusted addresses are not in kong.yml")

LIMIT = 3


@pytest.fixture(scope="module")
def behind_proxy(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A client that is the trusted proxy 127.0.0.1."""
    ours = msgspec.structs.replace(
        settings,
        trusted_proxies=["127.0.0.1", "10.0.0.0/8"],
        rate_limit_public_per_minute=LIMIT,
        port_offset=settings.port_offset + 1,
    )
    folder: Path = tmp_path_factory.mktemp("proxied")
    with running_envoy(ours, folder) as url, httpx.Client(base_url=url) as client:
        yield client


def statuses(client: httpx.Client, *addresses: str) -> list[int]:
    return [
        client.get("/nowhere", headers={"X-Forwarded-For": address}).status_code
        for address in addresses
    ]


def test_the_address_a_trusted_proxy_names_is_the_one_that_is_limited(
    behind_proxy: httpx.Client,
) -> None:
    assert statuses(behind_proxy, *["198.51.100.1"] * (LIMIT + 1)) == [404] * LIMIT + [429]
    assert statuses(behind_proxy, "198.51.100.2") == [404]


def test_what_the_client_wrote_before_the_proxies_is_not_believed(
    behind_proxy: httpx.Client,
) -> None:
    forged = [f"203.0.113.{number}, 198.51.100.3, 10.1.2.3" for number in range(LIMIT + 1)]
    assert statuses(behind_proxy, *forged) == [404] * LIMIT + [429]


def test_somebody_who_is_no_trusted_proxy_is_not_believed(behind_proxy: httpx.Client) -> None:
    transport = httpx.HTTPTransport(local_address="127.0.0.11")
    with httpx.Client(base_url=behind_proxy.base_url, transport=transport) as client:
        forged = [f"198.51.100.{number + 10}" for number in range(LIMIT + 1)]
        assert statuses(client, *forged) == [404] * LIMIT + [429]
