"""What `tts up` is to run: the settings, and an engine for each server that is not given."""

from collections.abc import Mapping
from dataclasses import dataclass

from tts_cli.account import engine_account
from tts_cli.engines import envoy, postgres, valkey
from tts_cli.gateway.rendering import render_envoy
from tts_cli.home import Home
from tts_cli.ports import Port
from tts_cli.process import Call, Process, Rank
from tts_cli.processes import API_PORTS, APP_PORTS, GATEWAY_PORTS, metrics_ports
from tts_kit.settings import PORTS, Settings, load

SMTP_PORT = Port("mail (SMTP)", PORTS["smtp"])
MAIL_PORT = Port("mail (page)", PORTS["mail"])

#: Settings whose server is started when they are not given.
DATABASE, REDIS, BROKER, SMTP = (
    "TTS_DATABASE_URL",
    "TTS_REDIS_URL",
    "TTS_BROKER_URL",
    "TTS_SMTP_URL",
)


def needed_ports(environ: Mapping[str, str], *, apps: bool = True, workers: int = 1) -> list[Port]:
    """Every port that will be listened on with these settings."""
    ports = [*API_PORTS, *GATEWAY_PORTS, *metrics_ports(workers), *(APP_PORTS if apps else ())]
    if not environ.get(DATABASE):
        ports.append(postgres.PORT)
    if not (environ.get(REDIS) and environ.get(BROKER)):
        ports.append(valkey.PORT)
    if not environ.get(SMTP):
        ports += [SMTP_PORT, MAIL_PORT]
    return ports


@dataclass(frozen=True)
class Profile:
    """The settings of all processes and the engines to start before them."""

    settings: Settings
    engines: list[Process]
    mail_page: str | None


def make(home: Home, environ: Mapping[str, str], offset: int) -> Profile:
    """Complete the given settings; raises `SettingsError` or `UpError`."""
    secrets = home.secrets()
    values = {"TTS_ENVIRONMENT": "development", "KONG_TRUSTED": "true", **secrets}
    values |= {name: value for name, value in environ.items() if value}
    values["TTS_PORT_OFFSET"] = str(offset)
    own = {name for name in (DATABASE, REDIS, BROKER, SMTP) if name not in values}
    if DATABASE in own:
        values[DATABASE] = postgres.url(secrets["TTS_POSTGRES_PASSWORD"], offset)
    password = secrets["TTS_VALKEY_PASSWORD"]
    if REDIS in own:
        values[REDIS] = valkey.url(password, offset, valkey.CACHE_DATABASE)
    if BROKER in own:
        values[BROKER] = valkey.url(password, offset, valkey.BROKER_DATABASE)
    if SMTP in own:
        values[SMTP] = f"smtp://127.0.0.1:{SMTP_PORT.default + offset}"
    settings = load(values)
    mail = _mail(home, settings) if SMTP in own else None
    engines = _engines(home, secrets, offset, own) + ([mail] if mail else [])
    return Profile(settings, engines, mail.url if mail else None)


def gateway(home: Home, settings: Settings) -> Process:
    """The gateway in front of the running services."""
    account = engine_account()
    url = f"http://localhost:{settings.port('gateway')}"
    probe = f"{settings.url('gateway')}/docs"
    return envoy.process(home, account, url, probe, render_envoy(settings))


def _engines(home: Home, secrets: dict[str, str], offset: int, own: set[str]) -> list[Process]:
    if not own & {DATABASE, REDIS, BROKER}:
        return []
    account = engine_account()
    engines = []
    if DATABASE in own:
        password = secrets["TTS_POSTGRES_PASSWORD"]
        engines.append(postgres.process(home, account, password, offset))
    if own & {REDIS, BROKER}:
        password = secrets["TTS_VALKEY_PASSWORD"]
        engines.append(valkey.process(home, account, password, offset))
    return engines


def _mail(home: Home, settings: Settings) -> Process:
    ports = (settings.port("smtp"), settings.port("mail"))
    call = Call("tts_cli.engines.mail:serve", (home.mails, settings.host, *ports))
    url = settings.url("mail")
    return Process("mail", Rank.ENGINE, lambda: call, url=url, probe=url)
