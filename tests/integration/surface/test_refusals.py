"""What no route sees is refused like everything else."""

from collections import defaultdict

import pytest
from litestar import Litestar

from tests.conftest import serving
from tests.integration.surface.worlds import World, check_problem
from tts_contracts.queues import Service
from tts_kit.ids import uuid7


@pytest.mark.parametrize("path", ["/nothing", "/schema", "/schema/nothing.html", "/%ff", "//docs"])
async def test_an_unknown_path_is_a_named_problem(app: Litestar, path: str) -> None:
    async with serving(app) as client:
        response = await client.get(path)
    assert response.status_code == 404
    check_problem(response)


async def test_a_method_that_a_path_does_not_take_is_a_named_problem(app: Litestar) -> None:
    async with serving(app) as client:
        response = await client.delete("/docs")
    assert response.status_code == 405
    check_problem(response)


@pytest.mark.parametrize("depth", [900, 100_000])
async def test_a_body_nested_too_deeply_is_refused(
    worlds: dict[Service, World], depth: int
) -> None:
    world = worlds[Service.HELPDESK]
    form = "[" * depth + "]" * depth
    fields = '"subject": "a", "description": "b", "category": "IT Support"'
    response = await world.client.post(
        "/tickets",
        content=f'{{{fields}, "form": {{"a": {form}}}}}',
        headers=world.headers | {"Content-Type": "application/json"},
    )
    assert response.status_code == 422
    check_problem(response)


async def test_a_body_beyond_the_limit_is_refused(worlds: dict[Service, World]) -> None:
    world = worlds[Service.HELPDESK]
    response = await world.client.post(
        "/tickets", json={"subject": "x" * 1_000_000}, headers=world.headers
    )
    assert response.status_code == 413
    check_problem(response)


async def test_exactly_the_bodies_that_are_documented_as_required_are(
    worlds: dict[Service, World],
) -> None:
    for world in worlds.values():
        for path, item in world.document["paths"].items():
            for method, operation in item.items():
                if "requestBody" not in operation:
                    continue
                # Unknown ids are refused only after the body was read.
                target = path.format_map(defaultdict(lambda: str(uuid7()), world.known))
                async with world.undone():
                    response = await world.client.request(method, target, headers=world.headers)
                assert (response.status_code == 422) == operation["requestBody"]["required"], path
