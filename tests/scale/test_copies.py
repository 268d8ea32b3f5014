"""Two copies of every process share the work, and people notice nothing of it."""

import asyncio
import re
import sys
from contextlib import AsyncExitStack
from typing import Any

import aio_pika
import httpx
import pytest

from tests.faults.clients import Client, signed_in
from tests.faults.counting import TOLD, is_finished
from tests.faults.load import submit_all
from tests.scale.doors import every_door, frames_of_all
from tests.scale.fleet import HOSTS, Fleet
from tests.waiting import eventually
from tts_contracts.queues import Queue, Service
from tts_messaging.conversations.parts import stream_of
from tts_notify.notifications.frames import account_stream

pytestmark = [pytest.mark.long, pytest.mark.rabbitmq]

#: Counts of what a service answered, but for questions about its health and keys.
_REQUESTS = re.compile(
    r'^tts_http_request_duration_seconds_count{.*route="(?!/health|/metrics|/.well).* (\S+)$', re.M
)


@pytest.mark.parametrize("host", HOSTS)
async def test_the_journey_passes_through_each_gateway_and_every_copy_has_part_in_it(
    fleet: Fleet, host: str
) -> None:
    before = await _answered(fleet)
    sys.stdout.write(f"\n{await fleet.journey(host)}")
    after = await _answered(fleet)
    assert [place for place in after if after[place] <= before[place]] == []


async def test_every_queue_has_two_consumers(fleet: Fleet) -> None:
    async with await aio_pika.connect(fleet.broker_url) as connection:
        channel = await connection.channel()
        declared = [await channel.declare_queue(queue.value, passive=True) for queue in Queue]
    assert {d.name: d.declaration_result.consumer_count for d in declared} == dict.fromkeys(
        Queue, 2
    )


async def test_every_socket_of_a_person_brings_the_same_notifications(fleet: Fleet) -> None:
    gateways = [fleet.gateway(host) for host in HOSTS]
    accounts = fleet.accounts("tts", "Agent")
    coordinators = fleet.accounts("hdts", "Ticket Coordinator")[:1] * 2
    await eventually(lambda: is_finished(fleet), what="an end of earlier work")
    async with (
        signed_in(fleet.accounts("hdts", "Employee"), *gateways) as employees,
        signed_in(coordinators, *gateways) as approvers,
        signed_in(accounts, *gateways) as agents,
        AsyncExitStack() as stack,
    ):
        doors = {
            agent.id: await stack.enter_async_context(
                every_door(fleet, agent, Service.NOTIFY, "/ws")
            )
            for agent in agents
        }
        numbers = await submit_all(employees, 20)
        await asyncio.gather(
            *(approvers[place % 2].approve(number) for place, number in enumerate(numbers))
        )
        await eventually(lambda: _are_told(fleet, numbers), what="every notification")
        told: list[str] = []
        for agent_id, ways in doors.items():
            head = await fleet.head(Service.NOTIFY, account_stream(agent_id))
            frames = await frames_of_all(ways, head)
            told += [
                frame["data"]["notification"]["ticket"]
                for frame in frames
                if frame["type"] == "notification_update"
            ]
    assert sorted(told) == sorted(numbers)


async def test_every_socket_of_a_conversation_brings_the_same(fleet: Fleet) -> None:
    gateways = [fleet.gateway(host) for host in HOSTS]
    employee = fleet.accounts("hdts", "Employee")[0]
    coordinator = fleet.accounts("hdts", "Ticket Coordinator")[0]
    async with signed_in([employee, employee, coordinator, coordinator], *gateways) as clients:
        number = await clients[0].submit()
        await eventually(lambda: _may_talk(clients, number), what="a conversation")
        room = f"/ws/tickets/{number}"
        async with (
            every_door(fleet, clients[0], Service.MESSAGING, room) as hers,
            every_door(fleet, clients[2], Service.MESSAGING, room) as theirs,
        ):
            for ways, other in ((hers, coordinator), (theirs, employee)):
                for door in ways:
                    await door.wait_for("presence_update", other.full_name)
            for talker, ways, who in (
                (theirs[2], hers, coordinator),
                (hers[3], theirs, employee),
            ):
                await talker.say("typing_start", visibility="public")
                for door in ways:
                    await door.wait_for("typing_indicator", who.full_name)
            # At once, through both gateways: the order is the database's.
            posts = [_post(client, number, "public", n) for n in range(5) for client in clients]
            notes = [
                _post(client, number, "internal", n) for n in range(5) for client in clients[2:]
            ]
            await asyncio.gather(*posts, *notes)
            public = await fleet.head(Service.MESSAGING, stream_of(number, "requester"))
            internal = await fleet.head(Service.MESSAGING, stream_of(number, "staff"))
            said = _sent(await frames_of_all(hers, public))
            assert len(said) == len(posts)
            assert len(_sent(await frames_of_all(theirs, internal))) == len(posts) + len(notes)
            assert "internal" not in str(said)


async def _answered(fleet: Fleet) -> dict[tuple[str, str], float]:
    """How many requests each copy of each API has answered so far."""
    found: dict[tuple[str, str], float] = {}
    async with httpx.AsyncClient() as client:
        for service in Service:
            for host in HOSTS:
                answer = await client.get(f"{fleet.api(service, host)}/metrics")
                found[service, host] = sum(map(float, _REQUESTS.findall(answer.text)))
    return found


async def _are_told(fleet: Fleet, numbers: list[str]) -> bool:
    return len(await fleet.fetch(Service.NOTIFY, TOLD, numbers)) == len(numbers)


async def _may_talk(clients: list[Client], number: str) -> bool:
    path = f"/messaging/tickets/{number}/messages"
    answers = [await client.http.get(path) for client in clients]
    return all(answer.status_code == 200 for answer in answers)


async def _post(client: Client, number: str, visibility: str, n: int) -> None:
    message = {"body": f"{visibility} {n}", "visibility": visibility}
    answer = await client.http.post(f"/messaging/tickets/{number}/messages", json=message)
    assert answer.status_code == 201, answer.text


def _sent(frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [frame for frame in frames if frame["type"] == "message_sent"]
