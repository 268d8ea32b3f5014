"""Where the build leaves the apps in the workspace: `dist/<version>/<app>`.

`dist/version` names the present version: a server reads it once, and a build replaces it at once.
"""

from pathlib import Path

from tts_kit.settings import Settings

#: The apps and the process of `tts_kit.settings.PORTS` that serves each.
APPS = {"helpdesk": "helpdesk-app", "main": "main-app", "auth": "auth-app"}

_BESIDE_THE_SOURCE = Path(__file__).parents[2] / "frontend"


def workspace(frontend: str) -> Path:
    """The workspace that the setting names."""
    return Path(frontend).absolute() if frontend else _BESIDE_THE_SOURCE


def version_file(workspace: Path) -> Path:
    """Names the present version."""
    return workspace / "dist" / "version"


def version(workspace: Path) -> str | None:
    """The version that is served, None when the apps were never built."""
    try:
        return version_file(workspace).read_text()
    except FileNotFoundError:
        return None


def app_folder(workspace: Path, version: str, app: str) -> Path:
    """The files of one app."""
    return workspace / "dist" / version / app


def is_built(settings: Settings) -> bool:
    """Whether there is something to serve."""
    return version(workspace(settings.frontend)) is not None
