"""compose.yaml as the tests read it."""

from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent.parent / "compose.yaml"

COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
#: What runs our own image.
OURS = {name: s for name, s in SERVICES.items() if s["image"].startswith("${TTS_IMAGE")}
#: What ends by itself: jobs, and the command for operators.
ENDING = {name: s for name, s in SERVICES.items() if s["restart"] == "no"}
LASTING = {name: s for name, s in SERVICES.items() if name not in ENDING}
#: The service that runs each of our processes.
PROCESSES = {
    s["command"][1]: name for name, s in OURS.items() if s.get("command", [""])[0] == "run"
}


def seconds(duration: str) -> int:
    """A duration as this file writes them."""
    return int(duration.removesuffix("s"))
