"""Renders gateway/routes.yml for an engine."""

import ipaddress
import json
import math
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import jwt
import msgspec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tts_cli.gateway.routes import FOLDER, Routes, load_routes
from tts_contracts.identity import ALGORITHM, AUDIENCE, ISSUER
from tts_kit.settings import Settings

#: What a client may not claim of where it comes from, unless a trusted proxy says it.
_FORWARDED_HEADERS = ["x-forwarded-", "x-real-ip", "x-envoy-"]


class PublicKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key of the JWKS; everything else in it, a private half above all, is left out."""

    kid: str
    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: str
    y: str
    alg: str = ALGORITHM

    @property
    def pem(self) -> str:
        """The form in which Kong takes it."""
        key: Any = jwt.PyJWK(msgspec.to_builtins(self)).key
        encoded: bytes = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return encoded.decode()


class KeySet(msgspec.Struct, frozen=True):
    """The JWKS that auth publishes."""

    keys: list[PublicKey]


def render_envoy(settings: Settings) -> str:
    """Envoy's configuration, with the gateway's secret in it; Envoy asks auth for the keys.

    It sends spans to a collector over plain HTTP only.
    Raises `ValueError` for a trusted proxy that is not a network.
    """
    collector = urlsplit(settings.traces_url)
    proxies = [ipaddress.ip_network(proxy) for proxy in settings.trusted_proxies]
    return _render(
        "envoy.yaml.j2",
        settings,
        trusted_proxies=proxies,
        collector=collector if collector.scheme == "http" else None,
        seconds_to_a_token=_seconds_to_a_token(settings),
    )


def render_kong(settings: Settings, jwks: dict[str, Any]) -> str:
    """Kong's configuration, with the gateway's secret in it, for the keys that auth publishes.

    Raises `msgspec.ValidationError` for keys that are not ES256.
    """
    keys = msgspec.convert(jwks, KeySet).keys
    return _render("kong.yml.j2", settings, keys=keys, redis=urlsplit(settings.redis_url))


def _render(template: str, settings: Settings, **particulars: object) -> str:
    routes = load_routes()
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"quoted": _quoted, "unquoted": unquote}
    return environment.get_template(template).render(
        particulars,
        routes=routes,
        settings=settings,
        issuer=ISSUER,
        audience=AUDIENCE,
        origins=sorted(settings.allowed_origins),
        security_headers=_security_headers(routes, settings),
        reserved_headers=_reserved_headers(routes, settings),
        index=environment.get_template("docs.html.j2").render(routes=routes),
    )


def _quoted(text: str) -> str:
    # The same in YAML and in Lua, unlike `tojson`, which escapes HTML.
    return json.dumps(text, ensure_ascii=False)


def _security_headers(routes: Routes, settings: Settings) -> dict[str, str]:
    if settings.gateway_url.startswith("https:"):
        return routes.security_headers | {"Strict-Transport-Security": "max-age=31536000"}
    return routes.security_headers


def _reserved_headers(routes: Routes, settings: Settings) -> list[str]:
    return routes.reserved_headers + ([] if settings.trusted_proxies else _FORWARDED_HEADERS)


def _seconds_to_a_token(settings: Settings) -> int:
    slowest = min(settings.rate_limit_per_minute, settings.rate_limit_public_per_minute)
    return math.ceil(60 / slowest)
