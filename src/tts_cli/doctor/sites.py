"""Whether browsers can use the apps with the gateway: addresses, cookies, origins."""

import html
import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

import httpx
import msgspec

from tts_apps.built import APPS
from tts_apps.configuration import Configuration
from tts_cli.doctor.asking import ask
from tts_cli.doctor.findings import Check, Unsuitable, require
from tts_cli.gateway.routes import load_routes
from tts_contracts.queues import Service
from tts_kit.settings import Settings

_CONFIGURATION = re.compile(r'<meta name="tts-config" content="([^"]*)">')
_PORTS = {"http": 80, "https": 443}


def checks(settings: Settings, served: Collection[str]) -> list[Check]:
    """Those of a deployment that serves these of the apps."""
    return [
        ("gateway's address", _gateway(settings)),
        *((app, _app(settings, app) if app in served else _not_served()) for app in APPS.values()),
    ]


def address_faults(settings: Settings, url: str) -> list[str]:
    """What keeps a browser from using the gateway with pages at this address."""
    page, gateway = urlsplit(url), urlsplit(settings.gateway_url)
    faults = []
    if page.hostname != gateway.hostname:
        faults.append(
            f"{page.hostname} is another host than the gateway's {gateway.hostname}, whose cookies "
            "it does not get: give both one host name, with other ports"
        )
    if page.scheme != gateway.scheme:
        faults.append(
            f"is {page.scheme} while the gateway is {gateway.scheme}, another site for a browser"
        )
    if settings.environment == "production" and page.scheme != "https":
        faults.append("is not https: browsers drop its cookies; put TLS in front")
    if (origin := origin_of(url)) not in settings.allowed_origins:
        faults.append(f"add {origin} to TTS_ORIGINS, or its requests are refused")
    return faults


def origin_of(url: str) -> str:
    """Scheme, host and port as a browser sends them."""
    parts = urlsplit(url)
    port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"


async def _not_served() -> str:
    return "not served here (`tts up --no-apps`)"


async def _gateway(settings: Settings) -> str:
    require(address_faults(settings, settings.gateway_url))
    return settings.gateway_url


async def _app(settings: Settings, app: str) -> str:
    url = settings.app_url(app)
    is_elsewhere = _is_loopback(urlsplit(url).hostname or "") and not _is_here(settings.host)
    faults = address_faults(settings, url)
    try:
        faults += await _preflight(settings, origin_of(url))
        if not is_elsewhere:
            faults += await _page(settings, url)
    except Unsuitable as error:
        faults.append(str(error))
    require(faults)
    if is_elsewhere:
        return f"{url} is a browser's own host: open it there to see whether it is served"
    return f"{url} is served and uses {settings.gateway_url}"


async def _preflight(settings: Settings, origin: str) -> list[str]:
    url = settings.url("gateway") + load_routes().services[Service.HELPDESK].prefix + "/tickets"
    asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
    answer = await ask("OPTIONS", url, headers=asked)
    allowed = (
        answer.headers.get("access-control-allow-origin"),
        answer.headers.get("access-control-allow-credentials"),
    )
    if allowed == (origin, "true"):
        return []
    return [f"the gateway does not let {origin} in: render it anew with TTS_ORIGINS and reload"]


async def _page(settings: Settings, url: str) -> list[str]:
    answer = await ask("GET", url, headers={"Accept": "text/html"})
    found = _CONFIGURATION.search(answer.text)
    if answer.status_code != httpx.codes.OK or found is None:
        return [f"{url} answers {answer.status_code} with something that is none of our apps"]
    gateway = msgspec.json.decode(html.unescape(found[1]), type=Configuration).gateway
    page = urlsplit(url)
    used = f"{page.scheme}://{page.hostname}:{gateway}" if isinstance(gateway, int) else gateway
    if origin_of(used) != origin_of(settings.gateway_url):
        return [f"its pages use the gateway {used}: start it with this TTS_PUBLIC_URL"]
    return []


def _is_here(host: str) -> bool:
    return _is_loopback(host) or host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
