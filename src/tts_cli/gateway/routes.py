"""What gateway/routes.yml says, typed."""

from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec

from tts_kit.texts import END

#: The folder of routes.yml, the templates and the committed rendering.
FOLDER = Path(__file__).resolve().parents[3] / "gateway"

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


#: A path behind a prefix; `/*` at its end is everything below.
SocketText = Annotated[str, msgspec.Meta(pattern=rf"^/[^ *]+(/\*)?{END}")]
#: The same for one method; `/` is the prefix itself, too.
PublicText = Annotated[
    str, msgspec.Meta(pattern=rf"^(GET|POST|PUT|PATCH|DELETE) /([^ *]+(/\*)?)?{END}")
]


class Pattern(NamedTuple):
    """A path behind a prefix, or with `below` everything under it; "" is any method."""

    method: str
    path: str
    below: bool


class Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One upstream."""

    prefix: str
    title: str
    public: list[PublicText] = []
    sockets: list[SocketText] = []


class Timeouts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds; `request` is for the whole answer, `socket_idle` between two frames."""

    connect: int
    request: int
    socket_idle: int


class Health(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where and every how many seconds services are asked, and after how many failures left out."""

    path: str
    interval: int
    failures: int


class Cors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What pages of the allowed origins may send and read; `max_age` in seconds."""

    methods: list[Method]
    headers: list[str]
    expose: list[str]
    max_age: int


class Problem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the gateway words one of its own statuses, and after how many seconds to try again."""

    code: str
    detail: str
    retry_after: int | None = None


class Routes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file; `services` by the name of the process behind them."""

    services: dict[str, Service]
    public: list[PublicText]
    hidden: list[str]
    body_bytes: int
    timeouts: Timeouts
    health: Health
    reserved_headers: list[str]
    cors: Cors
    security_headers: dict[str, str]
    problems: dict[int, Problem]

    def public_of(self, process: str) -> list[Pattern]:
        """What of a service is answered without a token."""
        return [_pattern(text) for text in self.services[process].public + self.public]

    def sockets_of(self, process: str) -> list[Pattern]:
        """Where a service takes WebSockets."""
        return [_pattern(text) for text in self.services[process].sockets]


def load_routes() -> Routes:
    """Read routes.yml; raises `msgspec.ValidationError` naming the place that is wrong."""
    return msgspec.yaml.decode((FOLDER / "routes.yml").read_bytes(), type=Routes, strict=False)


def _pattern(text: str) -> Pattern:
    method, _, path = text.rpartition(" ")
    return Pattern(method, path.removesuffix("/*"), path.endswith("/*"))
