"""Settings from the environment, as one immutable struct."""

import hashlib
import hmac
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit, urlunsplit

import msgspec

from tts_contracts.queues import Service

#: Default port of each process, be it for an API, an app or only its `/metrics`; further copies of
#: `worker` take the ports after it. `TTS_PORT_OFFSET` is added to all of them.
PORTS = {
    "auth": 8003,
    "workflow": 1001,
    "messaging": 1002,
    "notify": 1003,
    "ops": 1004,
    "helpdesk": 5001,
    "gateway": 8080,
    "gateway-metrics": 8090,
    "relay": 8101,
    "scheduler": 8102,
    "background": 8103,
    "mail-worker": 8104,
    "auth-worker": 8105,
    "workflow-worker": 8106,
    "messaging-worker": 8107,
    "notify-worker": 8108,
    "helpdesk-worker": 8109,
    "worker": 8110,
    "main-app": 1000,
    "auth-app": 3001,
    "helpdesk-app": 5173,
    "smtp": 1025,
    "mail": 8025,
}
MOST_OFFSET = 57_000

_Rate = Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]


class SettingsError(Exception):
    """Names every setting that is missing or wrong, one per line."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What processes are told by `TTS_<FIELD>` variables, and `KONG_TRUSTED` (the seed's name).

    `TTS_<FIELD>_FILE` names a file with the value instead.
    URLs: `database_url` is a PostgreSQL cluster (its role may create databases and roles only for
    `tts migrate`), `broker_url` is `amqp://` or `redis://`, `smtp_url` is `smtp[s]://[user:pw@]host:port`.
    """

    secret_key: str
    database_url: str
    redis_url: str
    broker_url: str
    smtp_url: str
    environment: Literal["development", "production"] = "production"
    host: str = "127.0.0.1"
    #: Hosts with a copy of every API each, for the gateway; when empty: `host`, for Kong the names
    #: of the services.
    api_hosts: list[str] = []
    port_offset: Annotated[int, msgspec.Meta(ge=0, le=MOST_OFFSET)] = 0
    gateway_token: str = ""
    kong_trusted: bool = False
    #: Base URL of the gateway as browsers see it, without a trailing slash.
    public_url: str = ""
    #: Base URLs of the apps likewise; the gateway's host with each app's port when empty.
    main_app_url: str = ""
    auth_app_url: str = ""
    helpdesk_app_url: str = ""
    #: Workspace whose built apps are served; `frontend/` beside the source when empty.
    frontend: str = ""
    #: Origins a browser may send; the SPAs' and the gateway's own when empty.
    origins: list[str] = []
    jwks_url: str = ""
    #: RabbitMQ's management API, `http://host:15672`; not asked when empty.
    broker_management_url: str = ""
    #: Domains of the addresses that may register; any when empty.
    registration_domains: list[str] = []
    mail_from: str = "TTS <support@tts.example>"
    trusted_proxies: list[str] = []
    rate_limit_per_minute: _Rate = 600
    rate_limit_public_per_minute: _Rate = 60
    log_level: str = "INFO"
    #: Base URL of a collector that takes OTLP over HTTP, `http://host:4318`; no traces when empty.
    otlp_endpoint: str = ""
    #: Share of the traces that are kept, from 0 to 1.
    trace_ratio: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0
    #: File that a process which serves nobody touches while it lives; none when empty.
    heartbeat: str = ""
    pool_size: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 5
    service_database_urls: dict[str, str] = {}

    def port(self, process: str) -> int:
        """The TCP port of an HTTP process of `PORTS`."""
        return PORTS[process] + self.port_offset

    def url(self, process: str) -> str:
        """Where other processes on this host reach an HTTP process."""
        return f"http://{self.host}:{self.port(process)}"

    def database(self, service: Service) -> str:
        """The database of a service, as its own role."""
        role = f"tts_{service}"
        return self.service_database_urls.get(service) or self._as_role(
            self.database_url, role, role
        )

    def database_as(self, role: str, service: Service) -> str:
        """The database of a service, as another role."""
        return self._as_role(self.database(service), role)

    def _as_role(self, url: str, role: str, database: str | None = None) -> str:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        path = f"/{database}" if database else parts.path
        return urlunsplit(
            parts._replace(
                scheme="postgresql",
                netloc=f"{role}:{self.role_password(role)}@{host}",
                path=path,
            )
        )

    def role_password(self, role: str) -> str:
        """The password `tts migrate` gives a database role, derived so that no file holds it."""
        return hmac.new(
            self.secret_key.encode(), f"role:{role}".encode(), hashlib.sha256
        ).hexdigest()

    @property
    def allowed_origins(self) -> frozenset[str]:
        """Every origin whose unsafe requests and socket handshakes are answered."""
        if self.origins:
            return frozenset(self.origins)
        names = ("gateway", "main-app", "auth-app", "helpdesk-app")
        return frozenset(
            f"http://{host}:{self.port(name)}"
            for name in names
            for host in ("localhost", "127.0.0.1")
        )

    @property
    def gateway_url(self) -> str:
        """The gateway as browsers see it."""
        return self.public_url or f"http://localhost:{self.port('gateway')}"

    def app_url(self, app: str) -> str:
        """A single-page app of `PORTS` as browsers see it."""
        if url := self.given_app_url(app):
            return url
        gateway = urlsplit(self.gateway_url)
        return f"{gateway.scheme}://{gateway.hostname}:{self.port(app)}"

    def given_app_url(self, app: str) -> str:
        """The setting that says where an app is, empty when its port does."""
        return {
            "main-app": self.main_app_url,
            "auth-app": self.auth_app_url,
            "helpdesk-app": self.helpdesk_app_url,
        }[app]

    @property
    def traces_url(self) -> str:
        """Where spans are sent, empty when traces are off."""
        return f"{self.otlp_endpoint.rstrip('/')}/v1/traces" if self.otlp_endpoint else ""

    @property
    def key_set_url(self) -> str:
        """Where services fetch the public keys."""
        return self.jwks_url or f"{self.url('auth')}/.well-known/jwks.json"


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises `SettingsError` listing all that is missing or wrong."""
    environ = with_files(os.environ if environ is None else environ)
    values: dict[str, Any] = {}
    problems: list[str] = []
    for field in msgspec.structs.fields(Settings):
        if field.name == "service_database_urls":
            continue
        name = "KONG_TRUSTED" if field.name == "kong_trusted" else f"TTS_{field.name.upper()}"
        raw = environ.get(name)
        if raw is None:
            if field.required:
                problems.append(f"{name} is missing")
            continue
        value: object = [v for v in raw.split(",") if v] if field.type == list[str] else raw
        try:
            values[field.name] = msgspec.convert(value, field.type, strict=False)
        except msgspec.ValidationError as error:
            problems.append(f"{name}={raw!r}: {error}")
    values["service_database_urls"] = {
        service.value: environ[name]
        for service in Service
        if (name := f"TTS_{service.upper()}_DATABASE_URL") in environ
    }
    problems += _contradictions(values)
    if problems:
        raise SettingsError("\n".join(problems))
    return Settings(**values)


def with_files(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables with the content of its file for each `TTS_…_FILE`; raises `SettingsError`."""
    values = dict(environ)
    problems: list[str] = []
    for name in [n for n in environ if n.startswith("TTS_") and n.endswith("_FILE")]:
        setting = name.removesuffix("_FILE")
        file = values.pop(name)
        if setting in environ:
            problems.append(f"give {setting} or {name}, not both")
            continue
        try:
            values[setting] = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{name}: {error}")
    if problems:
        raise SettingsError("\n".join(problems))
    return values


def _contradictions(values: Mapping[str, Any]) -> list[str]:
    problems = []
    if values.get("kong_trusted") and not values.get("gateway_token"):
        problems.append("KONG_TRUSTED needs TTS_GATEWAY_TOKEN: without it anybody is the gateway")
    if len(values.get("secret_key", "x" * 32)) < 32:
        problems.append("TTS_SECRET_KEY must have at least 32 characters")
    if values.get("broker_url", "amqp:").split(":")[0] not in ("amqp", "amqps", "redis", "rediss"):
        problems.append("TTS_BROKER_URL must start with amqp:// or redis://")
    if values.get("otlp_endpoint", "http:").split(":")[0] not in ("http", "https", ""):
        problems.append("TTS_OTLP_ENDPOINT must start with http:// or https://")
    return problems


def environment(settings: Settings) -> dict[str, str]:
    """The variables from which `load` makes these settings again, for a child process."""
    out: dict[str, str] = {}
    for field in msgspec.structs.fields(Settings):
        value = getattr(settings, field.name)
        if field.name == "service_database_urls":
            out |= {f"TTS_{name.upper()}_DATABASE_URL": url for name, url in value.items()}
        elif field.name == "kong_trusted":
            out["KONG_TRUSTED"] = str(value).lower()
        else:
            out[f"TTS_{field.name.upper()}"] = (
                ",".join(value) if isinstance(value, list) else str(value)
            )
    return out
