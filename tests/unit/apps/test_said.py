"""What services say to people is said in German too, see `said` of the apps."""

import ast
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

from tts_contracts.permissions import Permission
from tts_contracts.tickets import TicketStatus
from tts_helpdesk.tickets import lifecycle as tickets
from tts_kit import wording
from tts_workflow.definitions import lifecycle as workflows
from tts_workflow.engine.refusals import Refusal

ROOT = Path(__file__).parents[3]
SRC = ROOT / "src"
FILE = ROOT / "frontend" / "packages" / "ui" / "src" / "i18n" / "said.de.json"
SAID: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))
#: Heard by programs and operators only, or not raised to be answered.
FOR_OTHERS = ("tts_kit/", "tts_auth/keys/", "tts_apps/", "tts_cli/")
NOBODY_HEARS = {"ValueError", "KeyError", "OverflowError", "Skipped", "ConnectionError"}
NOW = datetime(2026, 3, 2, tzinfo=UTC)
ME = UUID(int=1)


def sentences() -> Iterator[tuple[str, str]]:
    """Where a service raises something with a sentence, and the sentence, `{}` for what varies."""
    for path in sorted(SRC.rglob("*.py")):
        where = path.relative_to(SRC).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for text in _said(node):
                if sentence := _text(text):
                    yield where, sentence


def _said(node: ast.AST) -> list[ast.expr]:
    """What is raised, or is a `message` that somebody will raise."""
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return [value for key, value in pairs if key and ast.unparse(key) == "'message'"]
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message":
        return [node.value]
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        return [] if ast.unparse(node.exc.func) in NOBODY_HEARS else node.exc.args[:2]
    return []


def _text(node: ast.expr) -> str | None:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts]
    sentence = "".join(texts)
    return sentence if sentence.endswith(".") and " " in sentence else None


def refusals_of_tickets() -> set[str]:
    """Every reason why something may not be done to a ticket, whatever it is and whoever asks."""
    facts = [
        tickets.TicketFacts(status, ME, rated=True, reopen_until=NOW - timedelta(days=1))
        for status in TicketStatus
    ]
    callers = [
        tickets.CallerFacts(ME, frozenset(Permission)),
        tickets.CallerFacts(UUID(int=2), frozenset()),
    ]
    found = (
        tickets.refusal(act, fact, caller, NOW)
        for act, fact, caller in product(tickets.Act, facts, callers)
    )
    return {"{}".join(_varying(refusal.reason)) for refusal in found if refusal}


def _varying(reason: str) -> list[str]:
    if not reason.startswith("Only a ticket"):
        return [reason]
    return ["Only a ticket that is ", " can be ", "; this one is ", "."]


def test_what_people_hear_of_services_is_said_in_german() -> None:
    heard = {s for where, s in sentences() if not where.startswith(FOR_OTHERS)}
    heard |= {refusal.reason for refusal in Refusal} | refusals_of_tickets() | wording.SENTENCES
    heard.add(workflows.NOTHING_TO_PUBLISH)
    assert heard - SAID.keys() == set()


def test_no_german_sentence_is_one_that_no_service_says() -> None:
    said = {sentence for _, sentence in sentences()} | refusals_of_tickets()
    said |= {refusal.reason for refusal in Refusal}
    source = "".join(path.read_text(encoding="utf-8") for path in SRC.rglob("*.py"))
    assert {s for s in SAID.keys() - said if s.split("{}")[0] not in source} == set()
