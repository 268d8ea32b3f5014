"""Every list pages the same way."""

import pytest

from tests.integration.surface.worlds import World, check_problem
from tts_contracts.queues import Service
from tts_kit.paging import encode_cursor

#: Lists that grow; a catalogue is one page and takes neither parameter.
LISTS = [
    (Service.AUTH, "/accounts"),
    (Service.AUTH, "/sessions"),
    (Service.AUTH, "/tokens"),
    (Service.HELPDESK, "/drafts"),
    (Service.HELPDESK, "/tickets"),
    (Service.HELPDESK, "/tickets/{number}/timeline"),
    (Service.MESSAGING, "/tickets/{number}/messages"),
    (Service.NOTIFY, "/notifications"),
    (Service.WORKFLOW, "/tasks"),
    (Service.WORKFLOW, "/tasks/{task_id}/log"),
    (Service.WORKFLOW, "/tasks/{task_id}/candidates"),
    (Service.WORKFLOW, "/workflows"),
    (Service.WORKFLOW, "/workflows/{workflow_id}/versions"),
    (Service.WORKFLOW, "/unmatched"),
]

_each_list = pytest.mark.parametrize(("service", "path"), LISTS, ids=str)


def test_every_route_with_a_cursor_is_a_list_here(worlds: dict[Service, World]) -> None:
    found = {
        (service, path)
        for service, world in worlds.items()
        for path, item in world.document["paths"].items()
        if {"limit", "cursor"} & {p["name"] for p in item.get("get", {}).get("parameters", [])}
    }
    assert found == set(LISTS)


@_each_list
@pytest.mark.parametrize("limit", ["0", "201", "-1", "abc", "1.5", "", str(10**30)])
async def test_a_page_has_between_1_and_200_items(
    worlds: dict[Service, World], service: Service, path: str, limit: str
) -> None:
    world = worlds[service]
    response = await world.client.get(
        path.format_map(world.known), params={"limit": limit}, headers=world.headers
    )
    assert response.status_code == 422
    check_problem(response)


@_each_list
@pytest.mark.parametrize("limit", [1, 200])
async def test_a_page_is_items_and_the_next_cursor(
    worlds: dict[Service, World], service: Service, path: str, limit: int
) -> None:
    world = worlds[service]
    response = await world.client.get(
        path.format_map(world.known), params={"limit": limit}, headers=world.headers
    )
    assert response.status_code == 200
    assert set(response.json()) == {"items", "next_cursor"}
    assert len(response.json()["items"]) <= limit


@_each_list
@pytest.mark.parametrize(
    "cursor",
    ["junk", "%", "é", encode_cursor({"a": 1}), encode_cursor([]), encode_cursor(2**70), "x" * 501],
)
async def test_a_cursor_that_is_not_of_the_list_is_refused(
    worlds: dict[Service, World], service: Service, path: str, cursor: str
) -> None:
    world = worlds[service]
    response = await world.client.get(
        path.format_map(world.known), params={"cursor": cursor}, headers=world.headers
    )
    assert response.status_code == 422
    check_problem(response)
