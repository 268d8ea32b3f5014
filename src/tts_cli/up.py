"""`tts up`: start the ecosystem and stay, or return when it is ready."""

import asyncio
import os
import signal
from dataclasses import dataclass
from pathlib import Path

import click

from tts_apps import built
from tts_cli import children, output, ports, profile, state, system
from tts_cli.detach import Report, detach, send
from tts_cli.errors import UpError
from tts_cli.frontend import building
from tts_cli.home import Home, write_environment
from tts_cli.options import PORT_OFFSET, WORKERS, data_option
from tts_cli.process import Call
from tts_cli.processes import PRELOAD, apps, migration, seeding, supervised
from tts_cli.supervisor import Stopped, Supervisor
from tts_cli.welcome import welcome
from tts_kit.settings import SettingsError, environment, with_files

#: The helper ignores SIGTERM and holds nothing.
CHILDREN_GRACE = 0.5


@dataclass(frozen=True)
class Options:
    """How the ecosystem is to be started; a report goes to `report_to`, else to the terminal."""

    home: Home
    port_offset: int
    workers: int
    demo: bool
    apps: bool
    report_to: int | None


@click.command()
@data_option
@click.option(
    "--port-offset",
    default=0,
    envvar="TTS_PORT_OFFSET",
    show_default=True,
    type=PORT_OFFSET,
    help="Added to every port.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=WORKERS,
    help="Worker processes, each for all queues.",
)
@click.option("--no-demo", is_flag=True, help="Make no demo accounts, only an administrator.")
@click.option("--no-apps", is_flag=True, help="Neither build nor serve the single-page apps.")
@click.option("--detach", "detached", is_flag=True, help="Return when everything is ready.")
@click.option("--report-to", type=int, hidden=True)
def up(
    data: Path,
    port_offset: int,
    workers: int,
    no_demo: bool,
    no_apps: bool,
    detached: bool,
    report_to: int | None,
) -> None:
    """Start every process, and the servers that no TTS_…_URL names."""
    home = Home(data)
    home.make()
    if detached:
        if not no_apps and building.is_stale(built.workspace(os.environ.get("TTS_FRONTEND", ""))):
            click.echo(f"building the apps first, as {home.logs / 'build.log'} shows")
        given = {"--no-demo": no_demo, "--no-apps": no_apps}
        flags = [flag for flag, is_given in given.items() if is_given]
        click.echo(detach(home, f"--port-offset={port_offset}", f"--workers={workers}", *flags))
        return
    options = Options(home, port_offset, workers, not no_demo, not no_apps, report_to)
    try:
        with home.lock():
            asyncio.run(_supervise(options))
    except (UpError, SettingsError) as error:
        if report_to is not None:
            send(report_to, Report(ready=False, message=str(error)))
        raise UpError(str(error)) from error
    except Stopped:
        raise UpError("stopped before everything was ready") from None


async def _supervise(options: Options) -> None:
    home = options.home
    state.end_leftovers(home.state)
    environ = with_files(os.environ)
    needed = profile.needed_ports(environ, apps=options.apps, workers=options.workers)
    offset = ports.effective_offset(needed, options.port_offset)
    ports.require_free(needed, offset)
    plan = profile.make(home, environ, offset)
    sink = output.terminal() if options.report_to is None else output.files(home.logs)
    write_environment(home.settings, environment(plan.settings))
    lines = output.Output(sink)
    supervisor = Supervisor(home.state, lines)
    children.preload(PRELOAD)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, supervisor.request_stop)
    try:
        await _start(supervisor, plan, options)
        message = welcome(home, plan, apps=options.apps)
        if options.report_to is None:
            lines.say(message)
        else:
            send(options.report_to, Report(ready=True, message=message))
        await supervisor.wait()
        lines.say("stopping")
    finally:
        await supervisor.stop()
        await asyncio.to_thread(system.end_children, CHILDREN_GRACE)


async def _start(supervisor: Supervisor, plan: profile.Profile, options: Options) -> None:
    workspace = built.workspace(plan.settings.frontend)
    if options.apps and building.is_stale(workspace):
        await supervisor.complete("build", Call("tts_cli.frontend.building:run", (workspace,)))
    await supervisor.start(plan.engines)
    await supervisor.complete("migrate", migration(plan.settings))
    await supervisor.complete("seed", seeding(plan.settings, options.home, demo=options.demo))
    served = apps(plan.settings) if options.apps and built.is_built(plan.settings) else []
    await supervisor.start([*supervised(plan.settings, options.workers), *served])
    await supervisor.start([profile.gateway(options.home, plan.settings)])
    await supervisor.require_steady()
