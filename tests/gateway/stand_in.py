"""Runs the functions of Kong's rendering in Lua 5.1, with what gateway/kong-pdk.yml lists alone.

It shows what our code does with a request. What Kong's own plugins then do, only a Kong shows.
"""

from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lupa import lua51

from tts_cli.gateway.checking import PDK, functions_of

_LOAD = b"function(code, scope) return setfenv(assert(loadstring(code)), scope) end"

REQUEST_ID = "5c1f0e4b0f6d4a7c8e9d0a1b2c3d4e5f"


@dataclass
class Exchange:
    """A request on its way through Kong, and its answer."""

    #: In the order in which they came; names in any letters.
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    raw_path: bytes = b"/helpdesk/tickets"
    tags: tuple[str, ...] = ()
    #: Whether jwt found a valid token.
    credential: bool = False
    #: What Kong read before any function ran.
    cached_headers: object = "what Kong has read"
    status: int = 200
    source: str = "service"
    body: bytes | None = b""
    answer: dict[str, str] = field(default_factory=dict)
    sent_path: str | None = None
    exited: bool = False

    def values(self, name: str) -> list[bytes]:
        """The request's headers of a name."""
        return [value for given, value in self.headers if given.lower() == name.lower().encode()]

    def _cleared(self, name: bytes) -> None:
        self.headers = [(n, v) for n, v in self.headers if n.lower() != name.lower()]

    def _set(self, name: bytes, value: bytes) -> None:
        self._cleared(name)
        self.headers.append((name, value))

    def _grouped(self, lua: Any, most: int) -> tuple[Any, bytes | None]:
        grouped: dict[bytes, list[bytes]] = {}
        for name, value in self.headers[:most]:
            grouped.setdefault(name.lower(), []).append(value)
        table = lua.table_from(
            {n: v[0] if len(v) == 1 else lua.table_from(v) for n, v in grouped.items()}
        )
        return table, b"truncated" if len(self.headers) > most else None

    def _exit(self, status: int, _body: object, headers: Any = None) -> None:
        self.exited, self.status, self.source = True, status, "exit"
        self.answer = {n.decode(): v.decode() for n, v in headers.items()} if headers else {}

    def _answer_header(self, name: bytes) -> bytes | None:
        known = {n.lower(): v.encode() for n, v in self.answer.items()}
        return known.get(name.decode().lower())

    def _set_answer(self, name: bytes, value: object) -> None:
        self._clear_answer(name)
        text = value.decode() if isinstance(value, bytes) else str(value)
        self.answer[name.decode()] = text

    def _clear_answer(self, name: bytes) -> None:
        kept = {n: v for n, v in self.answer.items() if n.lower() != name.decode().lower()}
        self.answer = kept

    def functions(self, lua: Any) -> dict[str, Callable[..., Any]]:
        """What `kong` has, by name."""
        route = lua.table_from({b"tags": lua.table_from([tag.encode() for tag in self.tags])})
        return {
            "client.get_credential": lambda: lua.table() if self.credential else None,
            "request.get_headers": lambda most: self._grouped(lua, most),
            "request.get_raw_path": lambda: self.raw_path,
            "request.get_path": lambda: self.raw_path,
            "response.clear_header": self._clear_answer,
            "response.exit": self._exit,
            "response.get_header": self._answer_header,
            "response.get_raw_body": lambda: self.body,
            "response.get_source": lambda: self.source.encode(),
            "response.get_status": lambda: self.status,
            "response.set_header": self._set_answer,
            "response.set_raw_body": lambda body: setattr(self, "body", body),
            "response.set_status": lambda status: setattr(self, "status", status),
            "router.get_route": lambda: route,
            "service.request.clear_header": self._cleared,
            "service.request.set_header": self._set,
            "service.request.set_path": lambda path: setattr(self, "sent_path", path.decode()),
        }


class Functions:
    """The functions of a rendering, each in a Lua of its own."""

    def __init__(self, rendering: str) -> None:
        self.code = {(plugin, phase): code for plugin, phase, code in functions_of(rendering)}

    def run(self, phase: str, exchange: Exchange, plugin: str = "pre-function") -> Exchange:
        """Have a phase's function handle an exchange, and return that; raises `lua51.LuaError`."""
        # Bytes in and out: a header or a path need not be UTF-8.
        lua = lua51.LuaRuntime(unpack_returned_tuples=True, encoding=None)
        context = lua.table_from({b"cached_request_headers": exchange.cached_headers})
        scope = {
            b"kong": _kong(lua, phase, exchange),
            b"ngx": lua.table_from(
                {
                    b"ctx": context,
                    b"var": lua.table_from({b"kong_request_id": REQUEST_ID.encode()}),
                    b"decode_base64": _decode_base64,
                }
            ),
        }
        scope |= {name.encode(): lua.globals()[name.encode()] for name in PDK["lua"]}
        load = lua.eval(_LOAD)
        load(self.code[plugin, phase].encode(), lua.table_from(scope))()()
        exchange.cached_headers = context[b"cached_request_headers"]
        return exchange


def _kong(lua: Any, phase: str, exchange: Exchange) -> Any:
    """`kong` with the functions that the list has for a phase."""
    root = lua.table()
    for name, function in exchange.functions(lua).items():
        if phase not in PDK["kong"][name]:
            continue
        *parents, last = name.split(".")
        table = root
        for parent in parents:
            table[parent.encode()] = table[parent.encode()] or lua.table()
            table = table[parent.encode()]
        table[last.encode()] = function
    return root


def _decode_base64(text: bytes) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except Error:
        return None
