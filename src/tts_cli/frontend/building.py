"""Builds what is stale: the packages of the lock file, then each app, then the version served."""

import contextlib
import fcntl
import gzip
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tts_apps import built
from tts_cli.errors import UpError
from tts_cli.frontend.node import Node, find

#: Folders whose files make the apps, with the files beside them.
_SOURCES = ("apps", "packages")
_BESIDE = ("*", ".npmrc", "scripts/*")
_MADE = frozenset({"node_modules", "dist", "coverage"})

#: Smaller ones gain nothing.
_COMPRESS_FROM = 1024
_COMPRESSIBLE = frozenset({".css", ".js", ".json", ".mjs", ".svg", ".txt", ".webmanifest"})

_HINT = "mend it, or start without the apps: `tts up --no-apps`"


def can_build(workspace: Path) -> bool:
    """Whether the sources are here and not only what was built of them."""
    return (workspace / "package.json").exists()


def is_stale(workspace: Path) -> bool:
    """Whether what is served was built from other sources than these."""
    return can_build(workspace) and built.version(workspace) != _version(workspace)


def run(workspace: Path) -> None:
    """Build what is stale as a process of its own; the last line says what failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    try:
        build(workspace)
    except UpError as error:
        sys.exit(error.message)


def build(workspace: Path) -> None:
    """Build what is stale; raises `UpError` and leaves what is served when something fails."""
    with lock(workspace):
        version = _version(workspace)
        if built.version(workspace) == version:
            _say("the apps are built already")
            return
        node = find(workspace)
        _say(f"building the apps with Node.js {node.version}")
        install(workspace, node)
        for app in built.APPS:
            started = time.monotonic()
            _npm(workspace, node, "run", "build", "--workspace", f"apps/{app}")
            _say(f"{app} {time.monotonic() - started:.0f} s")
        _publish(workspace, version)


def install(workspace: Path, node: Node) -> None:
    """Install the packages of the lock file unless they are there."""
    lock = (workspace / "package-lock.json").read_bytes()
    wanted = hashlib.sha256(lock).hexdigest()
    # `npm ci` removes it with everything else.
    stamp = workspace / "node_modules" / ".tts-lock"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    started = time.monotonic()
    _say("installing the packages of frontend/package-lock.json")
    _npm(workspace, node, "ci", "--no-audit", "--no-fund")
    stamp.parent.mkdir(exist_ok=True)  # a workspace may need no package
    stamp.write_text(wanted)
    _say(f"packages {time.monotonic() - started:.0f} s")


def _version(workspace: Path) -> str:
    """A digest of everything the apps are made of."""
    digest = hashlib.sha256()
    for file in sorted(_sources(workspace)):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(workspace).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]


def _sources(workspace: Path) -> Iterator[Path]:
    for pattern in _BESIDE:
        yield from (path for path in workspace.glob(pattern) if path.is_file())
    for part in _SOURCES:
        for folder, folders, names in os.walk(workspace / part):
            folders[:] = [f for f in folders if f not in _MADE and not f.startswith(".")]
            yield from (
                Path(folder, name) for name in names if not name.endswith((".tsbuildinfo", "~"))
            )


@contextlib.contextmanager
def lock(workspace: Path) -> Iterator[None]:
    """Hold the workspace; a second one waits for what the first one builds."""
    folder = workspace / "dist"
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("waiting for another build of the same apps")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _npm(workspace: Path, node: Node, *arguments: str) -> None:
    # A session of its own, so that what npm has started ends with it.
    with subprocess.Popen(
        [node.folder / "npm", *arguments],
        cwd=workspace,
        env=node.environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            code = process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            raise
    if code:
        raise UpError(f"`npm {' '.join(arguments)}` failed in {workspace}: {_HINT}")


def _publish(workspace: Path, version: str) -> None:
    """Make what was built the present version and forget all but the one before."""
    made = workspace / "dist" / ".new"
    shutil.rmtree(made, ignore_errors=True)
    for app in built.APPS:
        source = workspace / "apps" / app / "dist"
        if not (source / "index.html").exists():
            raise UpError(f"the build of {app} left no {source}/index.html: {_HINT}")
        shutil.copytree(source, made / app)
    for file in made.rglob("*"):
        _compress(file)
    before = built.version(workspace)
    final = workspace / "dist" / version
    shutil.rmtree(final, ignore_errors=True)
    made.replace(final)
    named = built.version_file(workspace)
    partial = named.with_name(".version")
    partial.write_text(version)
    partial.replace(named)
    for folder in (workspace / "dist").iterdir():
        if folder.is_dir() and folder.name not in (version, before, ".bin"):
            shutil.rmtree(folder)


def _compress(file: Path) -> None:
    compressed = file.with_name(file.name + ".gz")
    if file.suffix in _COMPRESSIBLE and not compressed.exists():
        content = file.read_bytes()
        if len(content) >= _COMPRESS_FROM:
            compressed.write_bytes(gzip.compress(content, mtime=0))


def _say(text: str) -> None:
    # Flushed: npm writes to the same pipe.
    print(text, flush=True)
