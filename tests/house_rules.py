"""Rules of this house that no linter knows; run as `python -m tests.house_rules`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
#: The files that may end a transaction.
_COMMITS = ("src/tts_kit/db.py", "src/tts_kit/session.py")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def source_files() -> Iterator[Path]:
    """Every Python file of the tree but migrations."""
    for folder in ("src", "tasks", "tests", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def problems_in(path: Path) -> Iterator[str]:
    """What a file does that the house does not."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT).as_posix()
    lines = text.count("\n")
    if lines > MAX_FILE_LINES:
        yield f"{name}: {lines} lines; split it by what its parts are about"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines; name its parts"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _calls(name, node, node.func.attr)
        if isinstance(node, ast.ImportFrom):
            yield from _imports(name, node)
        if name.startswith(("src/", "tasks/")):
            yield from _patterns(name, node)


def _calls(name: str, node: ast.Call, attribute: str) -> Iterator[str]:
    where = f"{name}:{node.lineno}"
    if not name.startswith("src/"):
        return
    if attribute == "commit" and name not in _COMMITS:
        yield f"{where}: only {_COMMITS[0]} ends transactions; services flush"
    if name.endswith("controllers.py") and attribute in ("execute", "scalars", "scalar"):
        yield f"{where}: a controller calls its service; queries live there"
    if attribute in ("now", "utcnow", "today") and isinstance(node.func, ast.Attribute):
        owner = ast.unparse(node.func.value)
        if owner in ("datetime", "date", "datetime.datetime") and "tts_kit/clock" not in name:
            yield f"{where}: the time comes from tts_kit.clock"


def _patterns(name: str, node: ast.AST) -> Iterator[str]:
    """What input is held against must mean the same in Python and in browsers."""
    for found in _pattern_expressions(node):
        text = _literal(found)
        if text.endswith("$"):
            yield f"{name}:{found.lineno}: `$` lets a line break follow; end with tts_kit.texts.END"
        if re.search(r"(?<!\\)(\\\\)*\\[dw]", text):
            yield f"{name}:{found.lineno}: `\\d` and `\\w` are of every script; say [0-9]"


def _pattern_expressions(node: ast.AST) -> Iterator[ast.expr]:
    """What is given as `pattern`, under whatever name, or to a function of `re`."""
    if isinstance(node, ast.Call):
        yield from (given.value for given in node.keywords if given.arg == "pattern")
        if ast.unparse(node.func).startswith("re.") and node.args:
            yield node.args[0]
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        yield from (value for key, value in pairs if key and ast.unparse(key) == "'pattern'")
    if isinstance(node, ast.Assign) and _literal(node.value).startswith("^"):
        yield node.value


def _literal(node: ast.expr) -> str:
    """The text of a string, without what an f-string puts in."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(p.value for p in parts if isinstance(p, ast.Constant) and type(p.value) is str)


def _imports(name: str, node: ast.ImportFrom) -> Iterator[str]:
    """A noun's doors are its own: others come in through its service and queries."""
    here = name.split("/")
    there = (node.module or "").split(".")
    of_nouns = len(here) == 4 and len(there) == 3 and here[1] == there[0]
    if of_nouns and here[2] != there[1] and there[2] in ("controllers", "sockets"):
        yield f"{name}:{node.lineno}: {node.module} is a door of another noun"


def unlisted_nouns() -> Iterator[str]:
    """Packages of nouns that import-linter's contract about their layers does not name."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for service in sorted((ROOT / "src").glob("tts_*/*/service.py")):
        noun = ".".join(service.parent.relative_to(ROOT / "src").parts)
        if f'"{noun}"' not in text:
            yield f"pyproject.toml: {noun} is missing in the contract about layers inside a noun"


def main() -> int:
    """Print every problem; 1 when there is one."""
    problems = [problem for path in source_files() for problem in problems_in(path)]
    problems += unlisted_nouns()
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
