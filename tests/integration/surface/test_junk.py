"""Whatever is sent, a service answers on purpose: never a 5xx, and every refusal is a problem."""

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.integration.surface.junk import Junk, requests
from tests.integration.surface.table import KIT, TABLE
from tests.integration.surface.worlds import World, check_problem
from tts_contracts.queues import Service

#: Every route that is asked over HTTP; those of the kit take nothing.
_ROUTES = [
    (service, name)
    for service, table in TABLE.items()
    for name in table
    if not name.startswith("WS ") and name not in KIT
]


async def send(world: World, method: str, junk: Junk) -> httpx.Response:
    """The answer to a request whose effects are taken back."""
    headers = [(n.encode(), v.encode()) for n, v in world.headers.items()]
    headers += [(n.encode(), v) for n, v in junk.headers.items()]
    async with world.undone():
        return await world.client.request(
            method, junk.target, headers=headers, content=junk.content
        )


@pytest.mark.parametrize(("service", "name"), _ROUTES, ids=lambda value: str(value))
@settings(max_examples=settings().max_examples // 2)
@given(data=st.data())
async def test_a_route_answers_junk_with_a_documented_refusal(
    worlds: dict[Service, World], service: Service, name: str, data: st.DataObject
) -> None:
    world = worlds[service]
    method, path = name.split(" ")
    response = await send(world, method, data.draw(requests(world, method, path)))
    assert response.status_code < 500
    if response.status_code >= 400:
        check_problem(response)
    operation = world.document["paths"].get(path, {}).get(method.lower())
    if operation is not None:
        assert str(response.status_code) in operation["responses"]


@pytest.mark.parametrize("assignee", ["me\n", "none\n", "ME", "0"])
async def test_a_value_that_nearly_matches_a_pattern_is_refused(
    worlds: dict[Service, World], assignee: str
) -> None:
    world = worlds[Service.WORKFLOW]
    response = await world.client.get(
        "/tasks", params={"assignee": assignee}, headers=world.headers
    )
    assert response.status_code == 422
    check_problem(response)
