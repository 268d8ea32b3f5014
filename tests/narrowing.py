"""What in a migration's SQL the version before would not bear, which runs on the new schema."""

import re

_NARROWING = {
    "drops a table": r"\bDROP TABLE\b",
    "drops a column": r"\bDROP COLUMN\b",
    "renames": r"\bRENAME\b",
    "changes a column's type": r"\bALTER COLUMN \S+ (SET DATA )?TYPE\b",
    "forbids nulls": r"\bSET NOT NULL\b",
    "takes a default away": r"\bDROP DEFAULT\b",
    "adds a column that must be given": (
        r"\bADD COLUMN (?:(?!\bADD COLUMN\b|\bDEFAULT\b|\bGENERATED\b|;).)*\bNOT NULL\b"
        r"(?!(?:(?!\bADD COLUMN\b|;).)*\b(?:DEFAULT|GENERATED)\b)"
    ),
}


def narrowing(statement: str) -> list[str]:
    """Why the version before may fail after this statement; empty when it only adds."""
    text = re.sub(r"\s+", " ", re.sub(r"--[^\n]*", " ", statement))
    return [what for what, found in _NARROWING.items() if re.search(found, text, re.IGNORECASE)]
