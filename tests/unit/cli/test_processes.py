"""The ecosystem's processes by name."""

import pickle

from click import Command, Context

from tests.unit.cli.settings import SETTINGS
from tts_cli.main import COMMANDS, main
from tts_cli.process import Rank
from tts_cli.processes import NAMES, apps, call, supervised
from tts_contracts.queues import Queue, Service


def test_up_supervises_one_api_per_service_the_workers_and_the_background() -> None:
    names = [process.name for process in supervised(SETTINGS, workers=2)]
    apis = [*(f"{service}-api" for service in Service), "ops-api"]
    assert names == ["background", "worker-1", "worker-2", "mail-worker", *apis]


def test_an_api_is_ready_when_its_own_health_says_so() -> None:
    auth = next(p for p in supervised(SETTINGS, 1) if p.name == "auth-api")
    assert auth.rank is Rank.API
    assert auth.url == "http://127.0.0.1:8003"
    assert auth.probe == "http://127.0.0.1:8003/health/ready"


def test_an_app_is_told_as_a_browser_opens_it_and_asked_where_it_listens() -> None:
    names = {process.name: (process.url, process.probe) for process in apps(SETTINGS)}
    assert names == {
        "helpdesk-app": ("http://localhost:5173", "http://127.0.0.1:5173"),
        "main-app": ("http://localhost:1000", "http://127.0.0.1:1000"),
        "auth-app": ("http://localhost:3001", "http://127.0.0.1:3001"),
    }


def test_a_worker_serves_one_service_or_all_and_mail_has_its_own() -> None:
    assert call("notify-worker", SETTINGS).args[2] == {Queue.INAPP, Queue.ADDRESS_SYNC}
    assert call("worker", SETTINGS).args[2] == set(Queue) - {Queue.MAIL}
    assert call("mail-worker", SETTINGS).args[2] == {Queue.MAIL}


def test_every_process_can_be_handed_to_a_fork() -> None:
    for name in NAMES:
        assert pickle.loads(pickle.dumps(call(name, SETTINGS))) == call(name, SETTINGS)  # noqa: S301


def test_every_listed_command_exists() -> None:
    context = Context(main)
    for name in COMMANDS:
        assert isinstance(main.get_command(context, name), Command)
    assert main.get_command(context, "unknown") is None
