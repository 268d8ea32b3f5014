"""One of two copies of a service ends; Envoy only, in front of two loopback addresses."""

import asyncio
from collections.abc import Iterator

import httpx
import msgspec
import pytest

from tests.gateway.conftest import EXTERNAL, ROUTES, MakeToken, running_envoy
from tests.gateway.echo import Echo
from tests.waiting import eventually
from tts_kit.settings import Settings

pytestmark = pytest.mark.skipif(EXTERNAL, reason="it knows one copy of each service")

SECOND = "127.0.0.2"
REQUESTS = 100


@pytest.fixture
def both(settings: Settings) -> Settings:
    """Those of a gateway on the second host, in front of both."""
    return msgspec.structs.replace(settings, host=SECOND, api_hosts=[settings.host, SECOND])


@pytest.fixture
def second(echo: Echo, settings: Settings) -> Iterator[Echo]:
    """The copies on the second host."""
    copies = Echo(SECOND, {name: settings.port(name) for name in ROUTES.services})
    copies.keys = echo.keys
    yield copies
    copies.stop()


@pytest.fixture
def gateway(
    both: Settings, second: Echo, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The gateway's base URL."""
    with running_envoy(both, tmp_path_factory.mktemp("both")) as url:
        yield url


async def test_no_request_is_lost_on_a_copy_that_has_just_ended_while_another_lives(
    gateway: str, both: Settings, second: Echo, make_token: MakeToken
) -> None:
    async def both_live() -> bool:
        async with httpx.AsyncClient(base_url=both.url("gateway-metrics")) as inside:
            figures = (await inside.get("/stats/prometheus")).text
        return 'envoy_cluster_membership_healthy{envoy_cluster_name="ops"} 2\n' in figures

    await eventually(both_live, what="health of both copies")
    with second.without("ops"):
        async with httpx.AsyncClient(base_url=gateway, timeout=10) as client:
            headers = [{"Authorization": f"Bearer {make_token()}"} for _ in range(REQUESTS)]
            asked = [client.get("/ops/jobs", headers=header) for header in headers]
            answers = await asyncio.gather(*asked)
        # Its end has not been noticed: requests were still sent there first.
        assert await both_live()
    assert [answer.status_code for answer in answers] == [200] * REQUESTS
