"""`tts secrets`: the files that compose.yaml hands to its containers."""

import secrets
import stat
from pathlib import Path

import click

from tts_cli.errors import UpError

#: Files by name and what is in them; `{}` is a random value that all of one group share.
_GROUPS = (
    {"secret_key": "{}"},
    {"gateway_token": "{}"},
    {
        "postgres_password": "{}",
        "database_url": "postgresql://postgres:{}@postgres:5432/postgres",
    },
    {"valkey.conf": "requirepass {}\n", "redis_url": "redis://default:{}@valkey:6379/0"},
    {
        "rabbitmq.conf": "default_user = tts\ndefault_pass = {}\n",
        "broker_url": "amqp://tts:{}@rabbitmq:5672",
    },
    {"smtp_url": "smtp://mailpit:1025"},
)


@click.command("secrets")
@click.argument("folder", default="secrets", type=click.Path(file_okay=False, path_type=Path))
def make_secrets(folder: Path) -> None:
    """Make the files in FOLDER that are missing; those that are there stay as they are."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        raise UpError(f"others may look into {folder}: `chmod 700 {folder}` and try again")
    for group in _GROUPS:
        missing = [name for name in group if not (folder / name).exists()]
        if missing and len(missing) < len(group):
            kept = ", ".join(name for name in group if name not in missing)
            raise UpError(
                f"{folder} has {kept} but lacks {', '.join(missing)}, which hold the same "
                f"password: bring it back, or remove {kept} for a new one"
            )
        value = secrets.token_urlsafe(32)
        for name in missing:
            file = folder / name
            file.write_text(group[name].format(value))
            # A container's user is none of this host; the folder keeps everybody else out.
            file.chmod(0o444)
            click.echo(file)
