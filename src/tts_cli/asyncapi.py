"""`tts asyncapi`: what the queues carry, as an AsyncAPI document and as a page."""

from pathlib import Path
from typing import Any

import click
import msgspec
import yaml

from tts_contracts.base import State
from tts_contracts.queues import CONSUMERS, Queue
from tts_contracts.routes import ROUTES, Route

_DOCS = Path(__file__).parents[2] / "docs"
_SCHEMA_REF = "#/components/schemas/{name}"


@click.command()
@click.option("--check", is_flag=True, help="Compare with what is committed; exit code 1 on drift.")
def asyncapi(check: bool) -> None:
    """Write docs/asyncapi.yml and docs/messages.md from the contracts."""
    made = {_DOCS / "asyncapi.yml": document(), _DOCS / "messages.md": page()}
    drifted = [f.name for f, text in made.items() if not f.exists() or f.read_text() != text]
    if check and drifted:
        raise click.ClickException(
            f"{', '.join(drifted)}: run `tts asyncapi` and commit the result"
        )
    for file, text in made.items():
        file.write_text(text)


def document() -> str:
    """The AsyncAPI 3.0 document."""
    _, schemas = msgspec.json.schema_components(
        [route.message for route in ROUTES], ref_template=_SCHEMA_REF
    )
    content: dict[str, Any] = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "TTS messages",
            "version": "1",
            "description": "A message is a Dramatiq message: `args` are its id, the correlation "
            "id and the payload described here. Unknown fields are ignored.",
        },
        "channels": {queue.value: _channel(queue) for queue in Queue},
        "operations": {route.actor: _operation(route) for route in ROUTES},
        "components": {"schemas": schemas},
    }
    return str(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100))


def _channel(queue: Queue) -> dict[str, Any]:
    messages = {
        route.message.__name__: {
            "payload": {"$ref": _SCHEMA_REF.format(name=route.message.__name__)}
        }
        for route in ROUTES
        if route.queue == queue
    }
    return {"address": queue.value, "messages": messages}


def _operation(route: Route[Any]) -> dict[str, Any]:
    channel = route.queue.value.replace("/", "~1")
    return {
        "action": "receive",
        "summary": _summary(route.message),
        "channel": {"$ref": f"#/channels/{channel}"},
        "messages": [{"$ref": f"#/channels/{channel}/messages/{route.message.__name__}"}],
    }


def page() -> str:
    """A table of queues, actors and messages."""
    lines = [
        "# Messages between the services",
        "",
        "Made by `tts asyncapi` from `tts_contracts`; the full schemas are in",
        "[asyncapi.yml](asyncapi.yml). A *state* carries all there is of one thing and the highest",
        "revision wins; a *fact* happened once.",
        "",
        "| queue | worker | actor | message | kind | what it says |",
        "|---|---|---|---|---|---|",
    ]
    for route in sorted(ROUTES, key=lambda r: (CONSUMERS[r.queue], r.queue, r.actor)):
        kind = "state" if issubclass(route.message, State) else "fact"
        lines.append(
            f"| `{route.queue.value}` | {route.consumer} | `{route.actor}` "
            f"| {route.message.__name__} | {kind} | {_summary(route.message)} |"
        )
    return "\n".join(lines) + "\n"


def _summary(message: type) -> str:
    return " ".join((message.__doc__ or "").split("\n\n")[0].split())
