"""What the scheduler acts on."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tasks.timers import HANDLERS
from tts_contracts.queues import Service

SRC = Path(__file__).parents[3] / "src"


def kinds_set() -> Iterator[tuple[Service, str]]:
    """Every kind of timer that some service sets, by the constant that its code names."""
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "set_timer":
                parts = path.relative_to(SRC).with_suffix("").parts
                kind = getattr(import_module(".".join(parts)), ast.unparse(node.args[2]))
                yield Service(parts[0].removeprefix("tts_")), kind


def test_every_timer_that_is_set_is_acted_on() -> None:
    """Nothing ever ran what the system before this one had scheduled."""
    assert set(kinds_set()) == {(handler.service, handler.kind) for handler in HANDLERS}
