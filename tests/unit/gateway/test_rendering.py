import json
from typing import Any

import jwt
import msgspec
import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from tts_cli.gateway import render
from tts_cli.gateway.checking import PLACEHOLDER_KEYS, PLACEHOLDERS
from tts_cli.gateway.rendering import TARGETS, Target
from tts_kit.settings import Settings

every_target = pytest.mark.parametrize("target", TARGETS)


def settings(**changes: Any) -> Settings:
    return msgspec.structs.replace(PLACEHOLDERS, **changes)


def private_jwk(kid: str) -> dict[str, Any]:
    key = ec.generate_private_key(ec.SECP256R1())
    document: dict[str, Any] = json.loads(ECAlgorithm.to_jwk(key))
    return document | {"kid": kid}


@every_target
def test_a_private_key_never_gets_into_a_rendering(target: Target) -> None:
    key = private_jwk("one")
    rendered = render(target, PLACEHOLDERS, {"keys": [key]})
    assert "one" in rendered
    assert key["d"] not in rendered


@every_target
@pytest.mark.parametrize(
    "key",
    [
        {"kid": "one", "kty": "oct", "k": "c2VjcmV0"},
        {"kid": "one", "kty": "RSA", "n": "x", "e": "AQAB"},
        {"kid": "one", "kty": "EC", "crv": "P-384", "x": "x", "y": "y"},
        {"kty": "EC", "crv": "P-256", "x": "x", "y": "y"},
    ],
)
def test_only_keys_for_es256_that_have_an_id_are_rendered(
    target: Target, key: dict[str, str]
) -> None:
    with pytest.raises(msgspec.ValidationError):
        render(target, PLACEHOLDERS, {"keys": [key]})


def test_kong_gets_every_key_as_pem_under_its_id() -> None:
    keys = [private_jwk("old"), private_jwk("new")]
    [consumer] = yaml.safe_load(render("kong", PLACEHOLDERS, {"keys": keys}))["consumers"]
    assert [secret["key"] for secret in consumer["jwt_secrets"]] == ["old", "new"]
    for secret, key in zip(consumer["jwt_secrets"], keys, strict=True):
        token = jwt.encode({"sub": "x"}, jwt.PyJWK(key), "ES256")
        assert jwt.decode(token, secret["rsa_public_key"], ["ES256"]) == {"sub": "x"}


@every_target
def test_no_secret_means_no_gateway_header(target: Target) -> None:
    assert "X-Gateway-Token" in render(target, PLACEHOLDERS, PLACEHOLDER_KEYS)
    assert "X-Gateway-Token" not in render(target, settings(gateway_token=""), PLACEHOLDER_KEYS)


@every_target
def test_a_secret_of_any_characters_stays_one_value(target: Target) -> None:
    secret = """a"b'c: #{}[]\\n<&é"""
    document = yaml.safe_load(render(target, settings(gateway_token=secret), PLACEHOLDER_KEYS))
    if target == "kong":
        [plugin] = [p for p in document["plugins"] if p["name"] == "request-transformer"]
        assert plugin["config"]["add"]["headers"] == [f"X-Gateway-Token:{secret}"]
    else:
        [listener] = document["static_resources"]["listeners"]
        manager = listener["filter_chains"][0]["filters"][0]["typed_config"]
        [added] = manager["route_config"]["request_headers_to_add"]
        assert added["header"]["value"] == secret


@every_target
def test_browsers_are_held_to_https_only_where_it_is_used(target: Target) -> None:
    secure = settings(public_url="https://tts.example")
    assert "Strict-Transport-Security" in render(target, secure, PLACEHOLDER_KEYS)
    assert "Strict-Transport-Security" not in render(target, PLACEHOLDERS, PLACEHOLDER_KEYS)


@every_target
def test_forwarded_headers_are_taken_from_clients_unless_a_proxy_is_trusted(
    target: Target,
) -> None:
    proxied = settings(trusted_proxies=["10.0.0.0/8"])
    assert "x-forwarded-" in render(target, PLACEHOLDERS, PLACEHOLDER_KEYS)
    assert "x-forwarded-" not in render(target, proxied, PLACEHOLDER_KEYS)


def test_a_trusted_proxy_that_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match=r"proxy\.example"):
        render("envoy", settings(trusted_proxies=["proxy.example"]), PLACEHOLDER_KEYS)


def test_envoy_offers_no_admin_interface() -> None:
    assert "admin" not in yaml.safe_load(render("envoy", PLACEHOLDERS, PLACEHOLDER_KEYS))


@every_target
def test_every_port_moves_with_the_offset(target: Target) -> None:
    moved = render(target, settings(port_offset=20000), PLACEHOLDER_KEYS)
    for port in (28003, 21001, 21002, 21003, 21004, 25001):
        assert str(port) in moved
