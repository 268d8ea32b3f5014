"""The ecosystem's own processes by name, and the functions that run them.

Functions are named by strings: the supervisor must not import the stack that its children share.
"""

from tts_apps.built import APPS
from tts_cli.home import Home
from tts_cli.ports import Port
from tts_cli.process import Call, Process, Rank
from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_kit.settings import PORTS, Settings

WORKER_THREADS = 8

#: Has a worker of its own: a mail server that takes its time must hold up nothing but mail.
_MAIL = frozenset({Queue.MAIL})

PRELOAD = [
    *(f"tts_{service}.app" for service in Service),
    "tts_kit.server",
    "tts_apps.app",
    "tasks.console.app",
    "tasks.worker",
    "tasks.background",
    "tts_cli.engines.mail",
    "tts_cli.seeding",
]

#: The operators' console, beside the services' APIs and reached as they are.
CONSOLE = "ops"
_APIS = [*(service.value for service in Service), CONSOLE]
API_PORTS = [Port(f"{name}-api", PORTS[name]) for name in _APIS]
APP_PORTS = [Port(process, PORTS[process]) for process in APPS.values()]
GATEWAY_PORTS = [Port(name, PORTS[name]) for name in ("gateway", "gateway-metrics")]

_BACKGROUND = {
    "relay": "tasks.relay",
    "scheduler": "tasks.schedule",
    "background": "tasks.background",
}

#: What `tts run` takes.
NAMES = [
    *(f"{name}-api" for name in _APIS),
    *(f"{service}-worker" for service in Service),
    *APPS.values(),
    "mail-worker",
    "worker",
    *_BACKGROUND,
]


def metrics_ports(workers: int) -> list[Port]:
    """Where what `tts up` runs beside the APIs shows its metrics."""
    return [
        *(Port(name, PORTS[name]) for name in ("background", "mail-worker")),
        *(Port(f"worker-{n}", PORTS["worker"] + n - 1) for n in range(1, workers + 1)),
    ]


def call(name: str, settings: Settings, copy: int = 0) -> Call:
    """The function that runs one of `NAMES` until SIGTERM; copies of a worker differ by port."""
    service, _, kind = name.rpartition("-")
    if kind == "api":
        module = "tasks.console" if service == CONSOLE else f"tts_{service}"
        app = f"{module}.app:create_app"
        return Call("tts_kit.server:serve", (name, app, settings, settings.port(service)))
    if kind == "app":
        app = "tts_apps.app:create_app"
        return Call("tts_kit.server:serve", (name, app, settings, settings.port(name), service))
    if kind == "worker":
        port = settings.port(name) + copy
        return Call("tasks.worker:run", (name, settings, _queues(service), WORKER_THREADS, port))
    return Call(f"{_BACKGROUND[name]}:run", (settings, settings.port(name)))


def probe_of(name: str, settings: Settings) -> str | None:
    """Where one of `NAMES` says that it serves; None for one that serves nobody."""
    service, _, kind = name.rpartition("-")
    if kind == "api":
        return f"{settings.url(service)}/health/ready"
    return settings.url(name) if kind == "app" else None


def _queues(worker: str) -> frozenset[Queue]:
    """What a worker consumes: one service's queues, or all for the one without a name."""
    if worker == "mail":
        return _MAIL
    return frozenset(q for q, s in CONSUMERS.items() if worker in ("", s)) - _MAIL


def migration(settings: Settings) -> Call:
    """Makes databases, roles and tables; ends."""
    return Call("tts_kit.migrate:migrate", (settings,))


def seeding(settings: Settings, home: Home, *, demo: bool) -> Call:
    """Makes what a new installation has; ends."""
    return Call("tts_cli.seeding:run", (settings, home, demo))


def supervised(settings: Settings, workers: int) -> list[Process]:
    """What `tts up` runs beside engines and gateway."""
    background = call("background", settings)
    mail = call("mail-worker", settings)
    return [
        Process("background", Rank.RELAY, lambda: background),
        *(_worker(number, settings) for number in range(1, workers + 1)),
        Process("mail-worker", Rank.WORKER, lambda: mail),
        *(_api(name, settings) for name in _APIS),
    ]


def _worker(number: int, settings: Settings) -> Process:
    what = call("worker", settings, number - 1)
    return Process(f"worker-{number}", Rank.WORKER, lambda: what)


def apps(settings: Settings) -> list[Process]:
    """What serves the single-page apps."""
    return [_app(process, settings) for process in APPS.values()]


def _app(name: str, settings: Settings) -> Process:
    what = call(name, settings)
    return Process(name, Rank.API, lambda: what, settings.app_url(name), probe_of(name, settings))


def _api(service: str, settings: Settings) -> Process:
    name = f"{service}-api"
    what = call(name, settings)
    return Process(name, Rank.API, lambda: what, settings.url(service), probe_of(name, settings))
