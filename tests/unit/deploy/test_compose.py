"""What the schema of compose files does not know about ours."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tasks.worker import GRACE_MS
from tests.compose import COMPOSE, ENDING, LASTING, OURS, PROCESSES, SERVICES, seconds
from tests.unit.cli.settings import SETTINGS
from tts_apps.built import APPS
from tts_cli.doctor.databases import connections_needed
from tts_cli.gateway.routes import load_routes
from tts_cli.main import main
from tts_cli.processes import NAMES
from tts_contracts.queues import Service
from tts_kit.server import GRACE_SECONDS
from tts_kit.settings import PORTS, environment

#: Two processes in one, for a machine without containers.
COMBINED = {"worker", "background"}
#: On this host only, with a profile: its name and the port.
FOR_OPERATORS = {
    "mailpit": ("dev", 8025),
    "prometheus": ("observability", 9090),
    "grafana": ("observability", 3000),
}


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_no_more_rights_and_resources_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["user"] not in ("root", "0", "0:0")
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}
    assert not service.keys() & {"cap_add", "privileged", "network_mode", "pid", "ipc"}


@pytest.mark.parametrize("name", LASTING)
def test_what_stays_is_asked_for_its_health_and_started_again(name: str) -> None:
    service = LASTING[name]
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", SERVICES)
def test_whoever_needs_another_one_waits_until_it_serves_or_has_ended(name: str) -> None:
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        ends = needed in ENDING
        assert how["condition"] == (
            "service_completed_successfully" if ends else "service_healthy"
        ), needed


def test_images_are_pinned_to_a_version() -> None:
    others = {s["image"] for name, s in SERVICES.items() if name not in OURS}
    assert all(re.search(r":v?\d+\.\d+", image) for image in others), others


def test_every_process_has_a_container_that_is_asked_about_it() -> None:
    assert PROCESSES.keys() == set(NAMES) - COMBINED
    for process, name in PROCESSES.items():
        assert OURS[name]["healthcheck"]["test"] == ["CMD", "tts", "health", process]


def test_kong_finds_each_api_under_the_name_it_is_routed_to() -> None:
    for name in load_routes().services:
        assert PROCESSES[f"{name}-api"] == name


def test_only_settings_are_set() -> None:
    known = {*environment(SETTINGS)} | {f"TTS_{s.upper()}_DATABASE_URL" for s in Service}
    for name, service in OURS.items():
        given = {variable.removesuffix("_FILE") for variable in service["environment"]}
        assert given <= known, name


def test_no_secret_is_written_into_an_environment() -> None:
    secret = {"TTS_SECRET_KEY", "TTS_GATEWAY_TOKEN", "TTS_REDIS_URL", "TTS_BROKER_URL"}
    for name, service in OURS.items():
        if name not in APPS.values():
            assert not secret & service["environment"].keys(), name
            assert "@" not in service["environment"].get("TTS_DATABASE_URL", ""), name


def test_every_secret_is_made_by_the_command_and_given_to_whoever_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    assert CliRunner().invoke(main, ["secrets", str(folder)]).exit_code == 0
    made = {file.name for file in folder.iterdir()}
    assert {s["file"] for s in COMPOSE["secrets"].values()} == {f"secrets/{n}" for n in made}
    for name, service in SERVICES.items():
        mounted = {f"/run/secrets/{s}" for s in service.get("secrets", []) if isinstance(s, str)}
        read = {v for k, v in service.get("environment", {}).items() if k.endswith("_FILE")}
        assert read <= mounted, name


def test_only_browsers_are_let_in_and_to_the_gateway_the_apps_and_the_mails_alone() -> None:
    published = {name: s["ports"] for name, s in SERVICES.items() if s.get("ports")}
    bound = "${TTS_BIND:-127.0.0.1}"
    expected = {
        name: [f"{bound}:{PORTS[name]}:{PORTS[name]}"] for name in ("gateway", *APPS.values())
    }
    inside = {name: [f"127.0.0.1:{port}:{port}"] for name, (_, port) in FOR_OPERATORS.items()}
    assert published == expected | inside
    for name, (profile, _) in FOR_OPERATORS.items():
        assert SERVICES[name]["profiles"] == [profile]
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert all(SERVICES[n]["networks"] == ["data"] for n in ("postgres", "valkey", "rabbitmq"))


def test_a_service_can_run_several_times() -> None:
    assert not any("container_name" in service for service in SERVICES.values())
    assert COMPOSE["services"]["helpdesk"].keys().isdisjoint({"ports", "hostname"})


def test_a_container_is_given_the_time_that_its_process_takes_to_drain() -> None:
    for name in PROCESSES.values():
        assert seconds(OURS[name]["stop_grace_period"]) > max(GRACE_SECONDS, GRACE_MS / 1000)


def test_the_database_takes_the_connections_of_three_of_each() -> None:
    limit = int(SERVICES["postgres"]["command"][-1].partition("=")[2])
    assert connections_needed(SETTINGS, workers=1) * 3 < limit
