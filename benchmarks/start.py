"""Seconds of `tts up` until all is ready, and the memory of what then runs.

    python -m benchmarks.start -- --no-apps --port-offset 20000

Compared to one Python process that imports the same stack. What follows `--` are options of
`tts up`; it starts twice, on a directory that is deleted in the end.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click
import psutil

from tts_cli import state
from tts_cli.home import Home
from tts_cli.processes import PRELOAD

_IMPORT = f"""
import importlib, json, sys, time
begun = time.perf_counter()
for name in {PRELOAD!r}:
    importlib.import_module(name)
seconds = time.perf_counter() - begun
import psutil
print(json.dumps([seconds, psutil.Process().memory_full_info().rss]))
"""
_MB = 1_000_000


def _imported() -> tuple[float, int]:
    """Seconds and resident bytes of one import, the second one, which finds the files cached."""
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", _IMPORT], check=True, capture_output=True, text=True
        )
    seconds, resident = json.loads(done.stdout)
    return seconds, resident


def _tts(*arguments: str) -> float:
    """Seconds a command takes."""
    begun = time.perf_counter()
    # It prints passwords.
    command = [sys.executable, "-m", "tts_cli.main", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _memory(home: Home) -> dict[str, tuple[int, int]]:
    """Resident bytes by process, and how many of them are its own share of what is shared.

    An engine is counted with its children; what starts them all, with the fork server.
    """
    roots = {record.process: psutil.Process(record.pid) for record in state.load(home.state)}
    supervisor = psutil.Process(home.holder())
    families = {name: [root, *root.children(recursive=True)] for name, root in roots.items()}
    counted = {process.pid for family in families.values() for process in family}
    rest = supervisor.children(recursive=True)
    families["supervisor"] = [supervisor, *(p for p in rest if p.pid not in counted)]
    found = {}
    for name, family in families.items():
        infos = [process.memory_full_info() for process in family]
        found[name] = sum(i.rss for i in infos), sum(i.pss for i in infos)
    return found


def _report(name: str, seconds: float, base: float) -> None:
    click.echo(f"{name} {seconds:.1f} s: {seconds / base:.1f} imports")


@click.command()
@click.argument("options", nargs=-1)
def main(options: Sequence[str]) -> None:
    """Start on a new directory, stop, start again, and stop; OPTIONS go to `tts up`."""
    seconds, resident = _imported()
    click.echo(f"import of the stack {seconds:.1f} s, {resident / _MB:.0f} MB")
    home = Home(Path(tempfile.mkdtemp(prefix="tts-start-")))
    # As `tts up` makes it, so that the engines' user can pass through.
    home.path.chmod(0o711)
    data = f"--data={home.path}"
    try:
        _report("first start", _tts("up", "--detach", data, *options), seconds)
        _tts("down", data)
        _report("second start", _tts("up", "--detach", data, *options), seconds)
        memory = _memory(home)
    finally:
        _tts("down", data)
        shutil.rmtree((home.path / "engines").resolve(), ignore_errors=True)
        shutil.rmtree(home.path)
    for name, (rss, pss) in sorted(memory.items(), key=lambda item: -item[1][1]):
        click.echo(f"{name:16} {rss / _MB:5.0f} MB resident  {pss / _MB:5.0f} MB its share")
    share = sum(pss for _, pss in memory.values())
    click.echo(f"all together {share / _MB:.0f} MB: {share / resident:.1f} imports")


if __name__ == "__main__":
    main()
