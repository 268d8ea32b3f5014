import json
from typing import Any

import jwt
import msgspec
import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from tts_cli.gateway import render_envoy, render_kong
from tts_cli.gateway.checking import (
    PLACEHOLDER_KEYS,
    PLACEHOLDERS,
    refusals_of_envoy,
    refusals_of_kong,
    refusals_of_lua,
)
from tts_kit.settings import Settings

every_target = pytest.mark.parametrize("target", ["envoy", "kong"])


def render(target: str, settings: Settings) -> str:
    if target == "envoy":
        return render_envoy(settings)
    return render_kong(settings, PLACEHOLDER_KEYS)


def settings(**changes: Any) -> Settings:
    return msgspec.structs.replace(PLACEHOLDERS, **changes)


def private_jwk(kid: str) -> dict[str, Any]:
    key = ec.generate_private_key(ec.SECP256R1())
    document: dict[str, Any] = json.loads(ECAlgorithm.to_jwk(key))
    return document | {"kid": kid}


def test_a_private_key_never_gets_into_a_rendering() -> None:
    key = private_jwk("one")
    rendered = render_kong(PLACEHOLDERS, {"keys": [key]})
    assert "one" in rendered
    assert key["d"] not in rendered


@pytest.mark.parametrize(
    "key",
    [
        {"kid": "one", "kty": "oct", "k": "c2VjcmV0"},
        {"kid": "one", "kty": "RSA", "n": "x", "e": "AQAB"},
        {"kid": "one", "kty": "EC", "crv": "P-384", "x": "x", "y": "y"},
        {"kty": "EC", "crv": "P-256", "x": "x", "y": "y"},
    ],
)
def test_only_keys_for_es256_that_have_an_id_are_rendered(key: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        render_kong(PLACEHOLDERS, {"keys": [key]})


def test_kong_gets_every_key_as_pem_under_its_id() -> None:
    keys = [private_jwk("old"), private_jwk("new")]
    _, consumer = yaml.safe_load(render_kong(PLACEHOLDERS, {"keys": keys}))["consumers"]
    assert [secret["key"] for secret in consumer["jwt_secrets"]] == ["old", "new"]
    for secret, key in zip(consumer["jwt_secrets"], keys, strict=True):
        token = jwt.encode({"sub": "x"}, jwt.PyJWK(key), "ES256")
        assert jwt.decode(token, secret["rsa_public_key"], ["ES256"]) == {"sub": "x"}


@every_target
def test_no_secret_means_no_gateway_header(target: str) -> None:
    assert "X-Gateway-Token" in render(target, PLACEHOLDERS)
    assert "X-Gateway-Token" not in render(target, settings(gateway_token=""))


@every_target
def test_a_secret_of_any_characters_stays_one_value(target: str) -> None:
    secret = """a"b'c: #{}[]\\n<&é"""
    document = yaml.safe_load(render(target, settings(gateway_token=secret)))
    if target == "kong":
        [plugin] = [p for p in document["plugins"] if p["name"] == "request-transformer"]
        assert plugin["config"]["add"]["headers"] == [f"X-Gateway-Token:{secret}"]
    else:
        [listener] = document["static_resources"]["listeners"]
        manager = listener["filter_chains"][0]["filters"][0]["typed_config"]
        [added] = manager["route_config"]["request_headers_to_add"]
        assert added["header"]["value"] == secret


@every_target
def test_browsers_are_held_to_https_only_where_it_is_used(target: str) -> None:
    secure = settings(public_url="https://tts.example")
    assert "Strict-Transport-Security" in render(target, secure)
    assert "Strict-Transport-Security" not in render(target, PLACEHOLDERS)


@every_target
def test_forwarded_headers_are_taken_from_clients_unless_a_proxy_is_trusted(
    target: str,
) -> None:
    proxied = settings(trusted_proxies=["10.0.0.0/8"])
    assert "x-forwarded-" in render(target, PLACEHOLDERS)
    assert "x-forwarded-" not in render(target, proxied)


def test_a_trusted_proxy_that_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match=r"proxy\.example"):
        render_envoy(settings(trusted_proxies=["proxy.example"]))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://redis/1", {"host": "redis", "port": 6379, "database": 1}),
        (
            "redis://:p%40ss@redis/",
            {"host": "redis", "port": 6379, "database": 0, "password": "p@ss"},
        ),
        ("rediss://redis:6380/1", {"host": "redis", "port": 6380, "database": 1, "ssl": True}),
    ],
)
def test_kong_reaches_the_redis_of_the_url(url: str, expected: dict[str, object]) -> None:
    document = yaml.safe_load(render_kong(settings(redis_url=url), PLACEHOLDER_KEYS))
    [plugin] = [p for p in document["plugins"] if p["name"] == "rate-limiting"]
    assert plugin["config"]["redis"] == expected


@every_target
def test_every_port_moves_with_the_offset(target: str) -> None:
    moved = render(target, settings(port_offset=20000))
    for port in (28003, 21001, 21002, 21003, 21004, 25001):
        assert str(port) in moved


@every_target
def test_every_host_of_the_apis_is_sent_requests_for_each_service(target: str) -> None:
    document = yaml.safe_load(render(target, settings(api_hosts=["10.0.0.1", "10.0.0.2"])))
    if target == "kong":
        found = [{t["target"].split(":")[0] for t in u["targets"]} for u in document["upstreams"]]
    else:
        found = [
            {
                endpoint["endpoint"]["address"]["socket_address"]["address"]
                for endpoint in cluster["load_assignment"]["endpoints"][0]["lb_endpoints"]
            }
            for cluster in document["static_resources"]["clusters"]
        ]
    assert found == [{"10.0.0.1", "10.0.0.2"}] * 6


def test_spans_go_where_the_collector_is_and_nowhere_without_one() -> None:
    collector = settings(otlp_endpoint="http://collector:4318", trace_ratio=0.25)
    for target, refusals in (("envoy", refusals_of_envoy), ("kong", refusals_of_kong)):
        traced = render(target, collector)
        assert "http://collector:4318/v1/traces" in traced
        assert refusals(traced) == []
        assert "opentelemetry" not in render(target, PLACEHOLDERS)
    assert refusals_of_lua(render("kong", collector)) == []


def test_the_span_of_a_socket_is_left_out_by_kong() -> None:
    kong = yaml.safe_load(render("kong", settings(otlp_endpoint="http://collector:4318")))
    routes = [r for service in kong["services"] for r in service["routes"] if "socket" in r["name"]]
    assert routes
    for route in routes:
        (plugin,) = [p for p in route["plugins"] if p["name"] == "opentelemetry"]
        assert plugin["config"]["sampling_rate"] == 0


def test_envoy_sends_no_spans_to_a_collector_behind_tls() -> None:
    assert "collector" not in render_envoy(settings(otlp_endpoint="https://collector.example"))
