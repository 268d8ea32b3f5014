"""The services' OpenAPI documents, made without a server."""

import pkgutil
from pathlib import Path

import msgspec

from tts_contracts.queues import Service
from tts_kit.settings import Settings

#: Settings with which an application can be made, though not run.
_NOWHERE = Settings(
    secret_key="no secret: this application answers nobody",  # noqa: S106
    database_url="postgresql://nowhere.invalid/postgres",
    redis_url="redis://nowhere.invalid",
    broker_url="redis://nowhere.invalid",
    smtp_url="smtp://nowhere.invalid",
)


def write(out: Path) -> None:
    """One file per service, named for it."""
    out.mkdir(parents=True, exist_ok=True)
    for service in Service:
        app = pkgutil.resolve_name(f"tts_{service}.app:create_app")(_NOWHERE)
        document = msgspec.json.encode(app.openapi_schema.to_schema(), order="sorted")
        (out / f"{service}.json").write_bytes(msgspec.json.format(document, indent=2) + b"\n")
