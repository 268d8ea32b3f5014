"""What a page is told of the system it runs in, and what its browser lets it reach."""

import html
from urllib.parse import urlsplit

import msgspec

from tts_apps.built import APPS
from tts_kit.settings import Settings

#: A port is on the scheme and host name of the page itself, so that `localhost` and `127.0.0.1`
#: both work; a URL has no trailing slash.
Endpoint = int | str


class Configuration(msgspec.Struct, frozen=True):
    """The JSON that `<meta name="tts-config">` holds.

    `{"version": "4f0c…", "gateway": 8080, "helpdesk": 5173, "main": 1000, "auth": 3001}`
    """

    version: str
    gateway: Endpoint
    helpdesk: Endpoint
    main: Endpoint
    auth: Endpoint


def configuration(settings: Settings, version: str) -> Configuration:
    """Ports, or URLs where these settings give one."""
    return Configuration(
        version,
        settings.public_url or settings.port("gateway"),
        **{app: _endpoint(settings, process) for app, process in APPS.items()},
    )


def _endpoint(settings: Settings, process: str) -> Endpoint:
    if settings.public_url or settings.given_app_url(process):
        return settings.app_url(process)
    return settings.port(process)


def meta_tag(configuration: Configuration) -> str:
    """For the page's head; a script in the page would need an exception in its policy."""
    text = msgspec.json.encode(configuration).decode()
    return f'<meta name="tts-config" content="{html.escape(text)}">'


def security_headers(settings: Settings) -> dict[str, str]:
    """Bind the browser to our own scripts and to the gateway, on every answer."""
    reach = " ".join(["'self'", *_gateways(settings)])
    policy = [
        "default-src 'none'",
        "script-src 'self'",
        # Component libraries set sizes and colours on elements.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        f"connect-src {reach}",
        "manifest-src 'self'",
        "worker-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    return {
        "Content-Security-Policy": "; ".join(policy),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _gateways(settings: Settings) -> list[str]:
    if settings.public_url:
        public = urlsplit(settings.public_url)
        origins = [f"{public.scheme}://{public.netloc}"]
    else:
        port = settings.port("gateway")
        origins = [f"http://{host}:{port}" for host in ("localhost", "127.0.0.1")]
    # http becomes ws, https becomes wss.
    return [*origins, *(origin.replace("http", "ws", 1) for origin in origins)]
