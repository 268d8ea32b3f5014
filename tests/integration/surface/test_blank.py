"""A text of which nothing is seen is none, in every field that somebody must fill in."""

import pytest

from tests.integration.surface.worlds import World, check_problem
from tts_contracts.queues import Service

_TICKET = {"subject": "Fire", "description": "In the printer.", "category": "Others"}
_WORKFLOW = {"name": "Fire", "department": "IT", "category": "Others"}
#: The field is the last of a body that is right but for it.
_FIELDS = [
    (Service.AUTH, "POST /tokens", {}, "name"),
    (Service.AUTH, "POST /roles", {"system": "tts"}, "name"),
    (Service.AUTH, "PATCH /me", {}, "full_name"),
    (Service.HELPDESK, "POST /tickets", _TICKET, "subject"),
    (Service.HELPDESK, "POST /tickets", _TICKET, "description"),
    (Service.HELPDESK, "POST /tickets/{number}/reject", {}, "reason"),
    (Service.WORKFLOW, "POST /workflows", _WORKFLOW, "name"),
    (Service.WORKFLOW, "POST /tasks/{task_id}/escalate", {}, "reason"),
    (Service.MESSAGING, "POST /tickets/{number}/messages", {"visibility": "public"}, "body"),
]


@pytest.mark.parametrize(
    "text", ["", " \n", "\u200b", "\u3164", "\u2800", "\u202e\ufe0f", "\u0301"]
)
async def test_a_text_of_which_nothing_is_seen_is_refused_beside_its_field(
    worlds: dict[Service, World], text: str
) -> None:
    for service, route, body, field in _FIELDS:
        world = worlds[service]
        method, path = route.split(" ")
        async with world.undone():
            response = await world.client.request(
                method,
                path.format_map(world.known),
                json=body | {field: text},
                headers=world.headers,
            )
        assert response.status_code == 422, route
        check_problem(response)
        (error,) = response.json()["errors"]
        assert error["field"] == field
        assert error["message"].startswith("Fill this in"), route
