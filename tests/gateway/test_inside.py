"""What only the inside sees: figures, health and keys. Envoy only: Kong has other ways to each."""

import re
from collections.abc import Iterator
from functools import partial

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.gateway.conftest import EXTERNAL, MakeToken, public_half
from tests.gateway.echo import Echo
from tests.waiting import eventually
from tts_cli.errors import UpError
from tts_cli.rotation import require_known
from tts_kit.settings import Settings

pytestmark = pytest.mark.skipif(EXTERNAL, reason="Kong's status listener is not in kong.yml")


@pytest.fixture(scope="module")
def inside(gateway_url: str, settings: Settings) -> Iterator[httpx.Client]:
    """A client of the port that is not published."""
    with httpx.Client(base_url=settings.url("gateway-metrics")) as client:
        yield client


async def figure(inside: httpx.Client, series: str) -> int:
    """The value of one series of `/stats/prometheus`."""
    text = inside.get("/stats/prometheus").text
    found = re.search(rf"^{re.escape(series)} (\d+)$", text, re.MULTILINE)
    assert found, series
    return int(found[1])


def opens(client: httpx.Client, token: str) -> bool:
    response = client.get("/helpdesk/tickets", headers={"Authorization": f"Bearer {token}"})
    assert response.status_code in (200, 401)
    return response.status_code == 200


async def test_the_figures_count_requests_and_hold_no_secret(
    client: httpx.Client, inside: httpx.Client, token: str, settings: Settings
) -> None:
    series = (
        'envoy_cluster_upstream_rq_xx{envoy_response_code_class="2",envoy_cluster_name="workflow"}'
    )
    client.get("/workflow/tasks", headers={"Authorization": f"Bearer {token}"})
    before = await figure(inside, series)
    client.get("/workflow/tasks", headers={"Authorization": f"Bearer {token}"})
    assert await figure(inside, series) == before + 1
    assert settings.gateway_token not in inside.get("/stats/prometheus").text


@pytest.mark.parametrize(
    "path", ["/", "/config_dump", "/clusters", "/stats", "/logging", "/stats/prometheus/x"]
)
def test_the_rest_of_the_admin_interface_is_closed(inside: httpx.Client, path: str) -> None:
    assert inside.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/quitquitquit", "/drain_listeners", "/runtime_modify?a=b"])
def test_nobody_can_steer_the_gateway(inside: httpx.Client, path: str) -> None:
    assert inside.post(path).status_code == 403


async def test_a_service_that_does_not_live_is_left_out_until_it_does(
    inside: httpx.Client, echo: Echo
) -> None:
    healthy = 'envoy_cluster_membership_healthy{envoy_cluster_name="ops"}'

    async def are(count: int) -> bool:
        return await figure(inside, healthy) == count

    await eventually(partial(are, 1), what="a service that lives")
    with echo.without("ops"):
        await eventually(partial(are, 0), what="its end being noticed")
    await eventually(partial(are, 1), what="its return being noticed")


async def test_keys_come_and_go_while_requests_go_on(
    client: httpx.Client, make_token: MakeToken, echo: Echo
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())

    async def is_known(known: bool) -> bool:
        assert opens(client, make_token())
        return opens(client, make_token(kid="new", key=key)) is known

    assert await is_known(known=False)
    echo.keys.append(public_half(key, "new"))
    await eventually(partial(is_known, known=True), what="the new key")
    echo.keys.pop()
    await eventually(partial(is_known, known=False), what="its end")


async def test_the_last_keys_stay_while_auth_does_not_answer(
    client: httpx.Client, inside: httpx.Client, make_token: MakeToken, echo: Echo
) -> None:
    series = 'envoy_http_jwt_authn_jwks_fetch_failed{envoy_http_conn_manager_prefix="gateway"}'
    before = await figure(inside, series)

    async def was_asked_in_vain() -> bool:
        return await figure(inside, series) > before

    with echo.without("auth"):
        await eventually(was_asked_in_vain, what="a fetch that fails")
        assert opens(client, make_token())


async def test_a_key_that_a_gateway_does_not_know_is_not_activated(
    gateway_url: str, make_token: MakeToken
) -> None:
    probe = make_token(kid="added", key=ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(UpError, match="answered 401"):
        await require_known(gateway_url, probe)
    with pytest.raises(UpError, match="does not answer"):
        await require_known("http://127.0.0.1:1", probe)
