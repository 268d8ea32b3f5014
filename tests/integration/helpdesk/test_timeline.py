"""The timeline of a ticket."""

from tasks.helpdesk import decide_status, record_work
from tests.integration.helpdesk.conftest import Caller, proposal, tell, work_entry
from tts_contracts.tickets import TicketStatus
from tts_kit.db import Database


async def test_every_change_is_an_entry_with_actor_before_after_and_text(
    employee: Caller, coordinator: Caller
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.act(
        number, "approve", priority="Low", department="IT Department", note="Soon."
    )
    await employee.act(number, "withdraw", reason="Done myself.")
    events = (await employee.get(f"/tickets/{number}/timeline")).json()["items"]
    assert [(e["action"], e["before"], e["after"], e["text"]) for e in events] == [
        ("submit", None, "New", None),
        ("approve", "New", "Open", "Soon."),
        ("withdraw", "Open", "Withdrawn", "Done myself."),
    ]
    assert [e["actor"]["full_name"] for e in events] == [
        employee.name,
        coordinator.name,
        employee.name,
    ]
    assert events[1]["data"] == {"priority": "Low", "department": "IT Department"}


async def test_a_requester_does_not_see_what_is_internal(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    await tell(database, record_work, work_entry(number, "Taken by Bo"))
    await tell(database, decide_status, proposal(number, TicketStatus.CLOSED))

    async def actions(who: Caller) -> set[str]:
        response = await who.get(f"/tickets/{number}/timeline")
        return {e["action"] for e in response.json()["items"]}

    assert await actions(employee) == {"submit", "approve"}
    assert await actions(coordinator) == {"submit", "approve", "note", "refuse_status"}


async def test_a_requester_sees_what_the_work_calls_public(
    employee: Caller, coordinator: Caller, agent: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    where = {"step": "Triage", "assignee": agent.name}
    entry = work_entry(number, "Triage", kind="assigned", data=where, visibility="public")
    await tell(database, record_work, entry)
    await tell(database, record_work, work_entry(number, "Slow again.", agent.person))
    await tell(database, decide_status, proposal(number, TicketStatus.IN_PROGRESS))
    await tell(database, decide_status, proposal(number, TicketStatus.RESOLVED))
    seen = (await employee.get(f"/tickets/{number}/timeline")).json()["items"]
    assert [(e["action"], e["before"], e["after"]) for e in seen] == [
        ("submit", None, "New"),
        ("approve", "New", "Open"),
        ("assigned", None, None),
        ("start", "Open", "In Progress"),
        ("resolve", "In Progress", "Resolved"),
    ]
    assert (seen[2]["data"], seen[2]["internal"]) == (where, False)
    everything = (await coordinator.get(f"/tickets/{number}/timeline")).json()["items"]
    assert [e["text"] for e in everything if e["internal"]] == ["Slow again."]


async def test_a_timeline_is_read_in_pages(employee: Caller, coordinator: Caller) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    await coordinator.act(number, "hold", reason="Wait.")
    path = f"/tickets/{number}/timeline"
    first = (await coordinator.get(path, limit="2")).json()
    rest = (await coordinator.get(path, limit="2", cursor=first["next_cursor"])).json()
    assert [e["action"] for e in first["items"] + rest["items"]] == ["submit", "approve", "hold"]
    assert rest["next_cursor"] is None
    assert (await coordinator.get(path, cursor="nonsense")).status_code == 422
