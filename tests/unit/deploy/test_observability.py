"""Prometheus asks everybody, reads what there is, and every alert is explained."""

import importlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from prometheus_client import REGISTRY, Metric

from tests.compose import PROCESSES
from tests.observability import ALERTS, FOLDER, PANELS, READ, SCRAPED
from tts_apps.built import APPS
from tts_cli.processes import PRELOAD
from tts_contracts.queues import Service
from tts_kit.settings import PORTS

RULE_TESTS = Path(__file__).parent / "alerts.yml"
RUNBOOK = FOLDER.parent.parent / "docs" / "operating" / "alerts.md"


def test_every_process_is_asked_at_its_port_in_each_of_its_containers() -> None:
    asked = {
        (*config["names"], config["port"])
        for job in SCRAPED
        for config in job["dns_sd_configs"]
        if config["type"] == "A"
    }
    expected = {
        (container, PORTS[process.removesuffix("-api")])
        for process, container in PROCESSES.items()
        if process not in APPS.values()
    }
    assert asked == expected | {("gateway", PORTS["gateway-metrics"])}


@pytest.fixture(scope="module")
def ours() -> list[Metric]:
    """Every metric that any of our processes has."""
    for module in (*PRELOAD, *(f"tasks.{service}" for service in Service)):
        importlib.import_module(module)
    return [metric for metric in REGISTRY.collect() if metric.name.startswith("tts_")]


def test_rules_and_panels_read_what_the_code_exports(ours: list[Metric]) -> None:
    exported = {name for metric in ours for name in _samples(metric.name, metric.type)}
    assert exported >= READ


def _samples(name: str, kind: str) -> set[str]:
    """The names under which a metric's values come, with or without labels so far."""
    if kind == "histogram":
        return {f"{name}_{part}" for part in ("bucket", "count", "sum")}
    return {f"{name}_total"} if kind == "counter" else {name}


def test_every_metric_of_ours_is_read_by_a_panel_or_an_alert(ours: list[Metric]) -> None:
    shown = {re.sub(r"_(bucket|count|sum|total)$", "", name) for name in READ}
    assert {metric.name for metric in ours} == shown


def test_every_alert_is_explained_and_nothing_else_is() -> None:
    sections = re.split(r"^## ", RUNBOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    names = [section.partition("\n")[0] for section in sections]
    assert names == [rule["alert"] for rule in ALERTS]
    for rule, section in zip(ALERTS, sections, strict=True):
        anchor = rule["alert"].lower()
        assert rule["annotations"]["runbook"] == f"docs/operating/alerts.md#{anchor}"
        for part in ("**Means.**", "**Look.**", "**Do.**"):
            assert part in section, rule["alert"]


def test_every_alert_has_been_seen_firing() -> None:
    tests = yaml.safe_load(RULE_TESTS.read_text(encoding="utf-8"))["tests"]
    fired = str(tests[-1]["promql_expr_test"][0]["exp_samples"])
    assert all(f'alertname="{rule["alert"]}"' in fired for rule in ALERTS)


def test_panels_stand_beside_each_other() -> None:
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in PANELS]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    "arguments",
    [("check", "config", FOLDER / "prometheus.yml"), ("test", "rules", RULE_TESTS)],
    ids=["configuration", "rules"],
)
def test_promtool_finds_them_right(arguments: tuple[str | Path, ...]) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have promtool")
        pytest.skip("NO PROMTOOL (Debian: apt-get install prometheus): alerts are NOT tested here")
    done = subprocess.run([promtool, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
