"""`tts build` and `tts npm`: the apps' build, and the npm that it uses."""

import os
from pathlib import Path

import click

from tts_apps import built
from tts_cli.errors import UpError
from tts_cli.frontend import building
from tts_cli.frontend.node import find


@click.command()
def build() -> None:
    """Build the apps where their sources have changed; `tts up` does so by itself."""
    building.run(_workspace())


# Not interspersed: what follows the first word is npm's, its `--` too.
@click.command(
    context_settings={
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
        "help_option_names": [],
    }
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def npm(arguments: tuple[str, ...]) -> None:
    """Run npm in frontend/, with the lock file's packages installed."""
    workspace = _workspace()
    node = find(workspace)
    with building.lock(workspace):
        building.install(workspace, node)
    os.chdir(workspace)
    program = str(node.folder / "npm")
    os.execve(program, [program, *arguments], node.environment)  # noqa: S606 - its signals are npm's


def _workspace() -> Path:
    workspace = built.workspace(os.environ.get("TTS_FRONTEND", ""))
    if not building.can_build(workspace):
        raise UpError(f"{workspace} has no package.json: give TTS_FRONTEND, the apps' workspace")
    return workspace
