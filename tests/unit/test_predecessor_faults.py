"""The page on the predecessor's faults names tests that exist, and what no single test shows."""

import ast
import re
from pathlib import Path

from tts_contracts.permissions import SEEDED_ROLES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/predecessor-faults.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
#: Where roles are made, which needs their names.
SEEDS = {"permissions.py", "seed.py", "seeding.py"}


def functions_of(path: Path) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {function.name for function in functions if function.name.startswith("test_")}


def test_every_test_the_page_names_exists() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    missing = {
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file() or name not in functions_of(ROOT / path)
    }
    assert named
    assert missing == set()


def test_every_fault_in_a_table_has_a_test() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|") and not line.startswith("|--")]
    untested = [row for row in rows if not row.startswith("| fault |") and not NAMED.search(row)]
    assert untested == []


def test_no_rule_asks_for_a_role_by_its_name() -> None:
    """Who may do what was decided by names of roles, spelled differently from place to place."""
    names = {name for _, name in SEEDED_ROLES}
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for folder in ("src", "tasks")
        for path in (ROOT / folder).rglob("*.py")
        if path.name not in SEEDS and "journey" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    ]
    assert asked == []
