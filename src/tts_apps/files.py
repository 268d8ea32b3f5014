"""The files of one app, held in memory: a path is a key, so none leads out of the folder.

A build that replaces the folder takes nothing from pages that are open: what they load later is
here until the process ends.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

INDEX = "index.html"

#: Content codings by the ending of the file that holds it, best first.
_CODINGS = {".br": "br", ".gz": "gzip"}

#: Not asked from the system, whose tables differ.
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}

_IMMUTABLE = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_REFUSED = re.compile(r"q=0(\.0*)?")


@dataclass(frozen=True)
class File:
    """One file; `bodies` by content coding, the plain one under the empty name."""

    media_type: str
    cache_control: str
    digest: str
    bodies: dict[str, bytes]

    def choose(self, accept_encoding: str) -> str:
        """The best coding that the client takes, empty for none."""
        accepted = set(_accepted(accept_encoding))
        return next((c for c in _CODINGS.values() if c in self.bodies and c in accepted), "")

    def etag(self, coding: str) -> str:
        """Strong, and another one for other bytes."""
        return f'"{self.digest}{"-" if coding else ""}{coding}"'


def load(folder: Path, head: str, *, source_maps: bool) -> dict[str, File]:
    """Every public file by its path, with `head` added to the page's head."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        withheld = path.suffix == ".map" and not source_maps
        if path.is_file() and path.suffix not in _CODINGS and not hidden and not withheld:
            found[name] = _file(name, path)
    found[INDEX] = _page((folder / INDEX).read_text(encoding="utf-8"), head)
    return found


def is_navigation(path: str, accept: str) -> bool:
    """Whether a person opens a place in the app, which only the app knows."""
    return "text/html" in accept and "." not in path.rpartition("/")[2]


def _file(name: str, path: Path) -> File:
    plain = path.read_bytes()
    bodies = {"": plain}
    for ending, coding in _CODINGS.items():
        compressed = path.with_name(path.name + ending)
        if compressed.exists():
            bodies[coding] = compressed.read_bytes()
    # The build puts what it names by content, and nothing else, below assets/.
    cache_control = _IMMUTABLE if name.startswith("assets/") else _ASK_AGAIN
    media_type = _TYPES.get(path.suffix, "application/octet-stream")
    return File(media_type, cache_control, _digest(plain), bodies)


def _page(text: str, head: str) -> File:
    if "</head>" not in text:
        raise ValueError(f"{INDEX} has no head to put the configuration in")
    plain = text.replace("</head>", f"{head}</head>", 1).encode()
    bodies = {"": plain, "gzip": gzip.compress(plain, mtime=0)}
    return File(_TYPES[".html"], _ASK_AGAIN, _digest(plain), bodies)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:20]


def _accepted(accept_encoding: str) -> Iterator[str]:
    for part in accept_encoding.lower().split(","):
        coding, _, weight = part.replace(" ", "").partition(";")
        if not _REFUSED.fullmatch(weight):
            yield coding
