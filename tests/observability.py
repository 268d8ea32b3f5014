"""deploy/observability as the tests read it."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent / "deploy" / "observability"


def _load(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


SCRAPED: list[dict[str, Any]] = _load("prometheus.yml")["scrape_configs"]
ALERTS: list[dict[str, Any]] = [rule for g in _load("alerts.yml")["groups"] for rule in g["rules"]]
PANELS: list[dict[str, Any]] = json.loads((FOLDER / "dashboard.json").read_text())["panels"]
EXPRESSIONS = [rule["expr"] for rule in ALERTS] + [
    target["expr"] for panel in PANELS for target in panel["targets"]
]
#: Our metrics that an alert or a panel reads.
READ = frozenset(name for text in EXPRESSIONS for name in re.findall(r"\btts_\w+", text))
