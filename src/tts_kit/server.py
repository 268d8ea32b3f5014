"""Runs one HTTP process."""

import pkgutil

import uvicorn

from tts_kit import logs, tracing
from tts_kit.settings import Settings

#: Seconds open requests get to end after SIGTERM.
GRACE_SECONDS = 20


def serve(name: str, app: str, settings: Settings, port: int, *arguments: object) -> None:
    """Serve what `module:create_app` makes of settings and arguments until SIGTERM; blocks.

    `name` is the process's in its traces.
    """
    logs.configure(settings.log_level)
    tracing.start(settings, name)
    create_app = pkgutil.resolve_name(app)
    uvicorn.run(
        create_app(settings, *arguments),
        host=settings.host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=1_000_000,
        # Frames carry their own ping with the stream's head.
        ws_ping_interval=None,
        # Longer than a gateway keeps an idle connection: it must not reuse one that we close.
        timeout_keep_alive=60,
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
