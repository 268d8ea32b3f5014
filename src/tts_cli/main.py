"""The command `tts`."""

import pkgutil

import click

#: Commands are imported when they are called: `tts status` must not wait for what `up` needs.
COMMANDS = {
    "up": "tts_cli.up:up",
    "down": "tts_cli.down:down",
    "status": "tts_cli.status:status",
    "doctor": "tts_cli.doctor.command:doctor",
    "migrate": "tts_cli.migrate:migrate",
    "seed": "tts_cli.seed:seed",
    "run": "tts_cli.run:run",
    "health": "tts_cli.health:health",
    "tick": "tts_cli.tick:tick",
    "resync": "tts_cli.resync:resync",
    "reconcile": "tts_cli.reconcile:reconcile",
    "keys": "tts_cli.keys:keys",
    "secrets": "tts_cli.secret_files:make_secrets",
    "openapi": "tts_cli.openapi:openapi",
    "journey": "tts_cli.journey.command:journey",
    "build": "tts_cli.frontend.commands:build",
    "npm": "tts_cli.frontend.commands:npm",
    "gateway": "tts_cli.gateway.commands:gateway",
    "asyncapi": "tts_cli.asyncapi:asyncapi",
}


class LazyGroup(click.Group):
    """A group whose commands are named in `COMMANDS`."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order in which they are met."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command = pkgutil.resolve_name(COMMANDS[cmd_name])
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is not a command")
        return command


@click.group(cls=LazyGroup)
def main() -> None:
    """TTS: a ticket tracking ecosystem on one machine."""


if __name__ == "__main__":
    main()
