"""Submission, reading and approval of tickets."""

import re

from tests.integration.helpdesk.conftest import Caller


async def test_a_submitted_ticket_is_new_and_has_a_dated_number(employee: Caller) -> None:
    ticket = await employee.submit()
    assert re.fullmatch(r"TX\d{8}\d{6}", ticket["number"])
    assert ticket["status"] == "New"
    assert ticket["requester"] == {"id": str(employee.id), "full_name": employee.name}
    assert ticket["revision"] == 1


async def test_a_coordinator_approves_and_owns(employee: Caller, coordinator: Caller) -> None:
    number = (await employee.submit())["number"]
    ticket = await coordinator.approve(number)
    assert (ticket["status"], ticket["priority"], ticket["department"]) == (
        "Open",
        "High",
        "IT Department",
    )
    assert ticket["owner"]["id"] == str(coordinator.id)
    assert ticket == (await coordinator.get(f"/tickets/{number}")).json()
