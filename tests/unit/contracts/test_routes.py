"""Every message has a sender and a receiver that agree on its name and struct."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tasks.worker import actors_of
from tts_contracts import routes
from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_contracts.routes import ROUTES, Route
from tts_kit.actors import ActorDefinition

_ROOT = Path(__file__).parents[3]
_CONSTANTS = {name: v for name, v in vars(routes).items() if isinstance(v, Route)}
_DEFINITIONS = [d for service in Service for d in actors_of(service)]
#: RabbitMQ closes the channel of a message that was delayed for half an hour.
_LONGEST_RETRIES_SECONDS = 3600


def test_every_queue_has_a_consumer() -> None:
    assert set(CONSUMERS) == set(Queue)
    assert {route.queue for route in ROUTES} == set(Queue)


def test_every_route_has_exactly_one_actor() -> None:
    assert sorted(d.route.actor for d in _DEFINITIONS) == sorted(r.actor for r in ROUTES)


def test_every_actor_works_where_its_queue_is_consumed() -> None:
    for service in Service:
        for definition in actors_of(service):
            assert definition.route.consumer == service
            assert definition.route.actor.startswith(f"{service}.")


def test_every_route_is_sent_by_somebody() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (_ROOT / "src").rglob("*.py")
        if "tts_contracts" not in path.parts
    )
    assert [name for name in _CONSTANTS if f"routes.{name}" not in source] == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.actor)
def test_a_worker_takes_messages_of_a_later_version_with_fields_it_does_not_know(
    route: Route[Any],
) -> None:
    seen: list[msgspec.inspect.Type] = [msgspec.inspect.type_info(route.message)]
    for kind in seen:
        if isinstance(kind, msgspec.inspect.StructType):
            assert not kind.forbid_unknown_fields, kind.cls
            seen += [field.type for field in kind.fields]
        elif isinstance(kind, msgspec.inspect.UnionType):
            seen += kind.types
        elif isinstance(kind, msgspec.inspect.ListType):
            seen.append(kind.item_type)


@pytest.mark.parametrize("definition", _DEFINITIONS, ids=lambda d: d.route.actor)
def test_an_actors_retries_end_within_the_hour(definition: ActorDefinition[Any]) -> None:
    waits = [
        min(definition.max_backoff, 0.25 * 2**attempt) for attempt in range(definition.max_retries)
    ]
    assert definition.max_backoff <= 600
    assert sum(waits) + definition.timeout * definition.max_retries < _LONGEST_RETRIES_SECONDS
