"""Requests that no client of ours would send, and some that are nearly right."""

import base64
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from tests.integration.surface.worlds import World

_DEEP = "@deep@"
_SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 2**31, 2**63, -(2**63) - 1, 10**40, 0.5, 1e308, float("nan")]),
    st.sampled_from(["", " ", "\0", "a\0b", "\ud800", "x" * 5_000, "'--", "%", "\u202e"]),
    st.text(max_size=20),
)
_VALUES = st.recursive(
    _SCALARS | st.sampled_from([_DEEP, "x" * 20_000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
_CURSORS = _VALUES.map(
    lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
)
_RAW_BODIES = st.binary(max_size=50) | st.sampled_from(
    [b"\xff\xfe", b"{", b'{"a":1,"a":2}', b"[" * 5_000, b"null", b'"x"']
)
_NO_TEXT = st.sampled_from([b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
_ESCAPED = st.sampled_from(["%00", "%ff", "a%C3", "%ed%a0%80", "%E2%80%AE", "x" * 3_000, "%25"])
_TYPES = ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""]
_HEADERS = {
    "If-Match": [b'"1"', b"*", b"junk", b'W/"99999999999999999999999"', b"9" * 5_000, b"\xff\xfe"],
    "Idempotency-Key": [b"key", b"\xff\xfe", b"k" * 300, b""],
}


@dataclass(frozen=True)
class Junk:
    """One request; `target` is path and query, escaped as it goes over the wire."""

    target: str
    headers: dict[str, bytes] = field(default_factory=dict)
    content: bytes | None = None


def valid(schema: dict[str, Any], world: World) -> st.SearchStrategy[Any]:
    """Values that a JSON schema of the document allows, or nearly: patterns may be too long."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return valid(world.document["components"]["schemas"][name], world)
    if "oneOf" in schema:
        return st.one_of(*(valid(each, world) for each in _alternatives(schema)))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object" if "properties" in schema:
            required = set(schema.get("required", ()))
            fields = {name: valid(each, world) for name, each in schema["properties"].items()}
            return st.fixed_dictionaries(
                {name: each for name, each in fields.items() if name in required},
                optional={name: each for name, each in fields.items() if name not in required},
            )
        case "array":
            return st.lists(valid(schema.get("items", {}), world), max_size=3)
        case "string":
            return _texts(schema, world)
        case "integer" | "number":
            low, high = (int(schema.get(k, d)) for k, d in (("minimum", 0), ("maximum", 2**40)))
            return st.integers(low, high)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
    return st.dictionaries(st.text(max_size=5), _VALUES, max_size=3)


def _alternatives(schema: dict[str, Any]) -> list[dict[str, Any]]:
    shared = {key: value for key, value in schema.items() if key != "oneOf"}
    return [shared | each for each in schema["oneOf"]]


def _texts(schema: dict[str, Any], world: World) -> st.SearchStrategy[str]:
    known = st.sampled_from([*world.words, *world.known.values()])
    if schema.get("format") == "uuid":
        return known | st.uuids().map(str)
    if "pattern" in schema:
        return known | st.from_regex(re.compile(schema["pattern"]))
    low, high = schema.get("minLength", 0), min(schema.get("maxLength", 50), 50)
    return st.one_of(known, known, st.text(min_size=low, max_size=high))


@st.composite
def requests(draw: st.DrawFn, world: World, method: str, path: str) -> Junk:
    """Requests to one route, from nearly right to nonsense."""
    operation = world.document["paths"].get(path, {}).get(method.lower(), {})
    target = re.sub(r"\{(\w+)\}", lambda found: draw(_segment(world, found[1])), path)
    parameters = operation.get("parameters", [])
    query = draw(_query([p for p in parameters if p["in"] == "query"], world))
    headers = {
        name: draw(st.sampled_from(values))
        for name, values in _HEADERS.items()
        if draw(st.integers(0, 3)) == 0
    }
    content = draw(_body(operation, world)) if method != "GET" else None
    if content is not None:
        wrong = draw(st.integers(0, 9)) == 0
        kind = draw(st.sampled_from(_TYPES)) if wrong else "application/json"
        headers["Content-Type"] = kind.encode()
    return Junk(f"{target}?{query}" if query else target, headers, content)


def _segment(world: World, name: str) -> st.SearchStrategy[str]:
    # An escaped slash would make it another route, and so would dots, which clients resolve.
    texts = st.text(st.characters(exclude_characters="/."), min_size=1, max_size=10)
    junk = _ESCAPED | texts.map(_escape)
    return st.just(world.known[name]) | junk if name in world.known else junk


@st.composite
def _query(draw: st.DrawFn, parameters: list[dict[str, Any]], world: World) -> str:
    pairs = []
    for parameter in parameters:
        values = _CURSORS if parameter["name"] == "cursor" else valid(parameter["schema"], world)
        sent = values.map(lambda value: _escape(str(value))) | _SCALARS.map(
            lambda value: _escape(str(value))
        )
        pairs += [f"{parameter['name']}={v}" for v in draw(st.lists(sent | _ESCAPED, max_size=2))]
    pairs += draw(
        st.lists(st.sampled_from(["a", "=", "x[]=1", "%ff=a", "a=%ed%a0%80", "limit"]), max_size=1)
    )
    return "&".join(pairs)


@st.composite
def _body(draw: st.DrawFn, operation: dict[str, Any], world: World) -> bytes | None:
    if "requestBody" not in operation or draw(st.integers(0, 5)) == 0:
        return draw(st.none() | _RAW_BODIES)
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    body = draw(valid(schema, world))
    if isinstance(body, dict) and draw(st.booleans()):
        body[draw(st.sampled_from([*body, "unknown"]))] = draw(_VALUES)
    depth = draw(st.sampled_from([50, 500, 5_000]))
    sent = json.dumps(body).replace(f'"{_DEEP}"', "[" * depth + "]" * depth).encode()
    if draw(st.integers(0, 4)) == 0:
        # Inside of a string, be it a key or a value.
        at = [found.end() for found in re.finditer(rb'"', sent)]
        cut = draw(st.sampled_from(at or [0]))
        sent = sent[:cut] + draw(_NO_TEXT) + sent[cut:]
    return sent


def _escape(text: str) -> str:
    return quote(text.encode(errors="surrogatepass"), safe="")
