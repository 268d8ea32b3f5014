"""What happens on the way, and what must not."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx

from tts_cli.journey.people import Failed, Person, Socket, until

_TICKET = {
    "subject": "The printer on the second floor is out of toner",
    "description": "It says so on its display since this morning.",
    "category": "IT Support",
    "sub_category": "Technical Assistance",
}


@dataclass
class Journey:
    """The people on the way and what they have found out so far."""

    requester: Person
    stranger: Person
    coordinator: Person
    agents: list[Person]
    #: Base URL of the page that shows the mails that were caught.
    mail: str
    sockets: dict[str, Socket] = field(default_factory=dict)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    number: str = ""
    assignee: Person | None = None
    task: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The ticket's path at the gateway."""
        return f"/helpdesk/tickets/{self.number}"

    @property
    def agent(self) -> Person:
        """Who has the work."""
        if self.assignee is None:
            raise Failed("nobody has the work yet")
        return self.assignee


Step = Callable[[Journey], Awaitable[None]]


async def everybody_signs_in(way: Journey) -> None:
    """Employees, the coordinator and the agents sign in."""
    for person in (way.requester, way.stranger, way.coordinator, *way.agents):
        await person.sign_in()


async def people_listen(way: Journey) -> None:
    """The agents and the requester open their sockets, with nothing unread."""
    for person in (*way.agents, way.requester):
        await person.post("/notification/notifications/read-all", expect=200)
        unread = await person.get("/notification/notifications/unread-count")
        if unread["unread"] != 0:
            raise Failed(f"{person.account.email} has {unread} after reading all")
        socket = await way.stack.enter_async_context(person.socket("/notification/ws"))
        way.sockets[person.id] = socket


async def the_employee_submits(way: Journey) -> None:
    """An employee submits a ticket."""
    ticket = await way.requester.post("/helpdesk/tickets", _TICKET, expect=201)
    way.number = ticket["number"]
    if ticket["status"] != "New":
        raise Failed(f"a new ticket is {ticket['status']}")


async def others_do_not_see_it(way: Journey) -> None:
    """Another employee sees neither the ticket nor its conversation."""
    await way.stranger.get(way.url, expect=404)
    listed = await way.stranger.get("/helpdesk/tickets", limit=200)
    if way.number in [t["number"] for t in listed["items"]]:
        raise Failed("another employee's list shows the ticket")
    mine = await way.requester.get("/helpdesk/tickets")
    if way.number not in [t["number"] for t in mine["items"]]:
        raise Failed("the requester's list does not show the ticket")
    await way.stranger.get(f"/messaging/tickets/{way.number}/messages", expect=404)


async def an_employee_cannot_approve(way: Journey) -> None:
    """The requester may not approve the own ticket."""
    approval = {"priority": "High", "department": "IT Department"}
    await way.requester.post(f"{way.url}/approve", approval, expect=403)


async def the_coordinator_approves(way: Journey) -> None:
    """The coordinator approves, once."""
    approval = {"priority": "High", "department": "IT Department"}
    ticket = await way.coordinator.post(f"{way.url}/approve", approval, expect=200)
    if ticket["status"] != "Open" or ticket["priority"] != "High":
        raise Failed(f"approved, the ticket is {ticket['status']}, {ticket['priority']}")
    await way.coordinator.post(f"{way.url}/approve", approval, expect=409)


async def an_agent_gets_the_work(way: Journey) -> None:
    """The work reaches an agent: as a task, and as a frame on the socket that was open."""
    await _find_assignee(way)
    frame = await way.sockets[way.agent.id].wait_for("notification_update", way.number)
    if frame["data"]["action"] != "new":
        raise Failed(f"the agent was told {frame['data']}")


async def the_agent_reads_it(way: Journey) -> None:
    """The agent's unread count goes from 0 to 1 and back."""
    count = "/notification/notifications/unread-count"
    if (unread := await way.agent.get(count))["unread"] != 1:
        raise Failed(f"after the assignment the agent has {unread}")
    listed = await way.agent.get("/notification/notifications", unread="true")
    if [n["ticket"] for n in listed["items"]] != [way.number]:
        raise Failed(f"the agent's unread notifications are {listed['items']}")
    read = f"/notification/notifications/{listed['items'][0]['id']}/read"
    await way.agent.post(read, expect=200)
    if (unread := await way.agent.get(count))["unread"] != 0:
        raise Failed(f"after reading the agent has {unread}")


async def the_agent_gets_a_mail(way: Journey) -> None:
    """The assignment's mail names the ticket."""
    address = way.agent.account.email

    async def look() -> bool:
        async with httpx.AsyncClient(base_url=way.mail) as client:
            caught = (await client.get("/api/v1/messages")).raise_for_status().json()
        return any(
            way.number in mail["Subject"]
            for mail in caught["messages"]
            if address in [to["Address"] for to in mail["To"]]
        )

    await until(look, f"a mail to {address} about {way.number}")


async def they_talk(way: Journey) -> None:
    """Requester and staff converse live; what is internal never reaches the requester."""
    path = f"/messaging/tickets/{way.number}/messages"
    room = f"/messaging/ws/tickets/{way.number}"
    asks = {"body": "Which printer exactly?", "visibility": "public"}
    notes = {"body": "The spare toner is in the cellar.", "visibility": "internal"}
    answers = {"body": "The one by the lift.", "visibility": "public"}

    async def joined() -> bool:
        mine = await way.agent.get("/workflow/tasks", assignee="me", ticket=way.number)
        return bool(mine["items"])

    await until(joined, "the agent's place in the conversation")
    async with way.requester.socket(room) as hers, way.agent.socket(room) as theirs:
        await way.agent.post(path, notes, expect=201)
        await way.agent.post(path, asks, expect=201)
        await hers.wait_for("message_sent", asks["body"])
        await way.requester.post(path, answers, expect=201)
        await theirs.wait_for("message_sent", answers["body"])
        # Her last frame came after the note: had it been sent to her, it would be here.
        await hers.wait_for("message_sent", answers["body"])
        if notes["body"] in str(hers.frames):
            raise Failed("the internal note reached the requester's socket")
    seen = {m["body"] for m in (await way.requester.get(path))["items"]}
    if seen != {asks["body"], answers["body"]}:
        raise Failed(f"the requester reads {seen}")
    await way.requester.post(path, notes, expect=403)


async def the_work_is_done(way: Journey) -> None:
    """Whoever has the work takes it through every step to its end."""
    for _ in range(20):
        task = way.task
        step = task["available_transitions"][0]
        body = {"transition_id": step["id"], "note": "Done."}
        await way.stranger.post(f"/workflow/tasks/{task['id']}/transition", body, expect=403)
        done = await way.agent.post(f"/workflow/tasks/{task['id']}/transition", body, expect=200)
        if done["status"] == "completed":
            return
        await _find_assignee(way)
    raise Failed("twenty transitions did not end the work")


async def the_requester_is_told(way: Journey) -> None:
    """The ticket becomes Resolved and the requester is told."""

    async def resolved() -> bool:
        return bool((await way.requester.get(way.url))["status"] == "Resolved")

    await until(resolved, "Resolved")
    socket = way.sockets[way.requester.id]

    async def told() -> bool:
        listed = await way.requester.get("/notification/notifications", unread="true")
        return any(
            n["type"] == "ticket_resolved" and n["ticket"] == way.number for n in listed["items"]
        )

    await until(told, "the notification of the resolution")
    await socket.wait_for("notification_update", "ticket_resolved")


async def the_requester_closes_and_rates(way: Journey) -> None:
    """The requester closes the ticket and rates it, once."""
    closed = await way.requester.post(f"{way.url}/close", {"note": "Thank you."}, expect=200)
    if closed["status"] != "Closed":
        raise Failed(f"closed, the ticket is {closed['status']}")
    rating = {"rating": 5, "tags": ["Fast response"], "comment": "Quick."}
    await way.requester.post(f"{way.url}/csat", rating, expect=200)
    await way.requester.post(f"{way.url}/csat", rating, expect=409)


async def the_timeline_tells_it_all(way: Journey) -> None:
    """The timeline has the whole way."""
    timeline = await way.coordinator.get(f"{way.url}/timeline", limit=200)
    if len(timeline["items"]) < 5:
        raise Failed(f"the timeline has {len(timeline['items'])} entries only")


async def everybody_signs_out(way: Journey) -> None:
    """Signed out, nobody is let in."""
    await way.requester.post("/auth/logout", expect=204)
    await way.requester.get("/auth/me", expect=401)


async def _find_assignee(way: Journey) -> None:
    async def look() -> bool:
        for agent in way.agents:
            mine = await agent.get("/workflow/tasks", assignee="me", ticket=way.number)
            if mine["items"]:
                way.assignee = agent
                way.task = await agent.get(f"/workflow/tasks/{mine['items'][0]['id']}")
                return bool(way.task["available_transitions"])
        return False

    await until(look, "the assignment")


STEPS: tuple[Step, ...] = (
    everybody_signs_in,
    people_listen,
    the_employee_submits,
    others_do_not_see_it,
    an_employee_cannot_approve,
    the_coordinator_approves,
    an_agent_gets_the_work,
    the_agent_reads_it,
    the_agent_gets_a_mail,
    they_talk,
    the_work_is_done,
    the_requester_is_told,
    the_requester_closes_and_rates,
    the_timeline_tells_it_all,
    everybody_signs_out,
)
