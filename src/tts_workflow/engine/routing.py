"""Which workflow a ticket goes to, and which person a step."""

import unicodedata
from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from tts_workflow.engine.graph import Strategy

#: Department, category and sub-category as compared; the last is None where any will do.
Key = tuple[str, str, str | None]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """The tickets a published workflow takes; without a sub-category those of every one."""

    workflow_id: UUID
    department: str
    category: str
    sub_category: str | None = None


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A holder of the role; `capacity` is how many open items they take at once."""

    id: UUID
    active: bool = True
    available: bool = True
    open_items: int = 0
    capacity: int | None = None


def match_key(department: str, category: str, sub_category: str | None) -> Key:
    """Equal where only case, spacing or Unicode form differ; a blank sub-category is none."""
    return _plain(department), _plain(category), _plain(sub_category or "") or None


def match(rules: Iterable[Rule], key: Key) -> UUID | None:
    """The workflow for a ticket of this key: an equal sub-category wins over none."""
    general = (*key[:2], None)
    found = [(_key(rule), rule.workflow_id) for rule in rules]
    ranked = sorted((k != key, workflow_id) for k, workflow_id in found if k in (key, general))
    return ranked[0][1] if ranked else None


def conflicts(candidate: Rule, published: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules of other workflows that take exactly the tickets that `candidate` would."""
    return tuple(
        rule
        for rule in published
        if rule.workflow_id != candidate.workflow_id and _key(rule) == _key(candidate)
    )


def eligible(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those who can take one more item now, by id."""
    return tuple(
        sorted(
            (
                c
                for c in candidates
                if c.active and c.available and (c.capacity is None or c.open_items < c.capacity)
            ),
            key=lambda c: c.id,
        )
    )


def choose(
    strategy: Strategy,
    candidates: Iterable[Candidate],
    pointer: UUID | None,
    previous: UUID | None = None,
) -> UUID | None:
    """Who gets the work and becomes the role's pointer; None if nobody can take it.

    `previous` worked the step last: sticky prefers them, and round robin decides where a strategy
    has no preference.
    """
    able = eligible(candidates)
    if strategy == "sticky" and any(c.id == previous for c in able):
        return previous
    if strategy == "least_loaded" and able:
        least = min(c.open_items for c in able)
        able = tuple(c for c in able if c.open_items == least)
    return round_robin(pointer, [c.id for c in able])


def round_robin(pointer: UUID | None, ids: Sequence[UUID]) -> UUID | None:
    """The first of the sorted ids after the pointer, which need not be among them; it wraps."""
    if pointer is not None:
        for person in ids:
            if person > pointer:
                return person
    return ids[0] if ids else None


def _key(rule: Rule) -> Key:
    return match_key(rule.department, rule.category, rule.sub_category)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
