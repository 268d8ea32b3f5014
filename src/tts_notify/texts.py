"""What notifications say: pure rendering of the files under `templates/<language>/`."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from jinja2 import Environment, FileSystemLoader, pass_context, select_autoescape
from jinja2.runtime import Context

from tts_kit.texts import isolated

_FOLDER = Path(__file__).parent / "templates"
DEFAULT_LANGUAGE = "en"
LANGUAGES = frozenset(folder.name for folder in _FOLDER.iterdir() if folder.is_dir())

_MAX_SUBJECT = 200
_MAX_BODY = 1_000


class Text(msgspec.Struct, frozen=True):
    """Plain text: a subject of one line and a body of a few."""

    subject: str
    body: str


def language_of(tag: str) -> str:
    """The language we have for a tag such as `de-AT`."""
    primary = tag.lower().replace("_", "-").partition("-")[0]
    return primary if primary in LANGUAGES else DEFAULT_LANGUAGE


def render_text(template: str, language: str, time_zone: str, context: Mapping[str, Any]) -> Text:
    """The subject and body blocks of a template; a value that is not in the context is left out.

    Raises `jinja2.TemplateNotFound` for a template that no file is named after.
    """
    found = _SENTENCES.get_template(f"{language_of(language)}/{template}.txt")
    made = found.new_context({**context, "time_zone": time_zone})
    subject, body = ("".join(found.blocks[name](made)) for name in ("subject", "body"))
    lines = (" ".join(line.split()) for line in body.strip().splitlines())
    return Text(" ".join(subject.split())[:_MAX_SUBJECT], "\n".join(lines)[:_MAX_BODY])


@pass_context
def _local(context: Context, value: str) -> str:
    """An RFC 3339 time in the reader's time zone."""
    try:
        zone = ZoneInfo(context["time_zone"])
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return f"{datetime.fromisoformat(value).astimezone(zone):%Y-%m-%d %H:%M %Z}"


def _name(person: Any) -> str:
    """The name of a `Person`, or of somebody given by name."""
    return str(person["full_name"] if isinstance(person, Mapping) else person)


ENVIRONMENT = Environment(
    loader=FileSystemLoader(_FOLDER),
    # Texts are plain; the mail's HTML layout escapes them.
    autoescape=select_autoescape(("html",), default=False),
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
#: For what people wrote, in the sentences of subjects and bodies.
_SENTENCES = ENVIRONMENT.overlay(
    finalize=lambda value: isolated(value) if isinstance(value, str) else value
)
ENVIRONMENT.filters |= {"local": _local, "name": _name}
