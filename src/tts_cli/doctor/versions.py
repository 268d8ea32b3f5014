"""Python and the installed packages."""

import sys
from importlib import metadata

from packaging.requirements import Requirement

from tts_cli.doctor.findings import Check, Unsuitable, require

_OLDEST_PYTHON = (3, 11)
_DISTRIBUTION = "tts"


def checks() -> list[Check]:
    """Those of a deployment, about the processes' own installation."""
    return [("Python", _python()), ("packages", _packages())]


def python() -> str:
    """The version that runs; raises `Unsuitable`."""
    running = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < _OLDEST_PYTHON:
        raise Unsuitable(f"{running} is too old: install 3.11 or later")
    return running


async def _python() -> str:
    return python()


async def _packages() -> str:
    required = [Requirement(text) for text in metadata.requires(_DISTRIBUTION) or []]
    needed = [r for r in required if r.marker is None or r.marker.evaluate({"extra": ""})]
    require([fault for r in needed if (fault := fault_of(r))])
    return f"{len(needed)} as required, of release {metadata.version(_DISTRIBUTION)}"


def fault_of(required: Requirement) -> str | None:
    """What is wrong with the package that is installed for a requirement."""
    try:
        version = metadata.version(required.name)
    except metadata.PackageNotFoundError:
        return f"{required.name} is missing: install requirements.lock"
    if required.specifier.contains(version, prereleases=True):
        return None
    return f"{required.name} {version} is not {required.specifier}: install requirements.lock"
