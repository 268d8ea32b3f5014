import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tts_cli.gateway import checking, gateway
from tts_cli.gateway.routes import load_routes
from tts_kit.settings import environment


def test_both_renderings_are_valid_and_the_committed_one_is_theirs() -> None:
    result = CliRunner().invoke(gateway, ["check"])
    assert result.exit_code == 0, result.output


def test_a_changed_kong_yml_fails_the_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    changed = tmp_path / "kong.yml"
    changed.write_text(checking.COMMITTED.read_text() + "\n")
    monkeypatch.setattr(checking, "COMMITTED", changed)
    result = CliRunner().invoke(gateway, ["check"])
    assert result.exit_code == 1
    assert "not what routes.yml renders to" in result.output
    assert CliRunner().invoke(gateway, ["check", "--write"]).exit_code == 0
    assert changed.read_text() == checking.committed_rendering()


def test_envoy_names_what_it_does_not_take() -> None:
    assert "has unknown fields" in checking.refusals_of_envoy("static_resources: {nonsense: 1}")[0]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("credentials: true", "credentials: maybe"),
        ("policy: redis", "policy: cluster"),
        ("uri_param_names: []", "uri_parameter_names: []"),
        ("claims_to_verify: [exp, nbf]", "claims_to_verify: [exp, aud]"),
        ("name: request-size-limiting", "name: request-size"),
        ("read_timeout: 30000", "read_timeout: 30s"),
        ("paths: [/]", "paths: [docs]"),
        ("latency_metrics: true", "latency: true"),
        ("target: auth:8003", "target: http://auth:8003"),
        ("tcp_failures: 2", "tcp_failures: two"),
    ],
)
def test_a_field_that_kong_does_not_know_or_take_is_named(field: str, wrong: str) -> None:
    rendering = checking.committed_rendering()
    assert field in rendering
    assert checking.refusals_of_kong(rendering) == []
    assert checking.refusals_of_kong(rendering.replace(field, wrong)) != []


def test_lua_that_does_not_compile_is_named_with_its_phase() -> None:
    rendering = checking.committed_rendering()
    assert checking.refusals_of_lua(rendering) == []
    [refusal] = checking.refusals_of_lua(rendering.replace("kong.request.get_raw_path()", "(", 1))
    assert refusal.startswith("pre-function access: ")


@pytest.mark.parametrize(
    ("known", "unknown", "refusal"),
    [
        ("ngx.var.kong_request_id", "kong.request.get_id()", "rewrite: Kong 3.9 has no"),
        ("kong.request.get_raw_path()", "ngx.shared.x", "access: Kong 3.9 has no ngx.shared"),
        ("ngx.decode_base64(", "ngx.decode_base32(", "access: Kong 3.9 has no ngx.decode_base32"),
        ("kong.response.get_status()", "kong.router.get_routes()", "Kong 3.9 has no kong.router"),
        ("ngx.var.kong_request_id", "kong.router.get_route()", "rewrite: kong.router.get_route is"),
        ("kong.request.get_raw_path()", "kong.response.get_status()", "is not for this phase"),
    ],
)
def test_a_call_that_kong_does_not_have_in_that_phase_is_named(
    known: str, unknown: str, refusal: str
) -> None:
    rendering = checking.committed_rendering()
    assert known in rendering
    found = checking.refusals_of_lua(rendering.replace(known, unknown, 1))
    assert any(refusal in text for text in found), found


def test_a_name_in_a_comment_or_a_text_is_no_call() -> None:
    rendering = checking.committed_rendering()
    quoted = rendering.replace("-- Said by", 'local _ = "kong.nothing" -- kong.nothing')
    assert quoted != rendering
    assert checking.refusals_of_lua(quoted) == []


def test_the_table_shows_every_public_route_and_socket() -> None:
    routes = load_routes()
    table = "\n".join(checking.table())
    for process, service in routes.services.items():
        for pattern in routes.public_of(process) + routes.sockets_of(process):
            assert service.prefix + pattern.path in table


def test_rendering_without_settings_says_which_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TTS_SECRET_KEY", raising=False)
    result = CliRunner().invoke(gateway, ["render", "--target", "envoy"])
    assert result.exit_code == 1
    assert "TTS_SECRET_KEY is missing" in result.output


def test_rendering_takes_the_keys_from_a_file(tmp_path: Path) -> None:
    keys = tmp_path / "jwks.json"
    keys.write_text(json.dumps(checking.PLACEHOLDER_KEYS))
    command = ["render", "--target", "kong", "--jwks", str(keys)]
    result = CliRunner().invoke(gateway, command, env=environment(checking.PLACEHOLDERS))
    assert (result.exit_code, result.output) == (0, checking.committed_rendering())


def test_keys_that_cannot_be_fetched_are_an_error_in_one_line(tmp_path: Path) -> None:
    for source in (str(tmp_path / "absent.json"), "http://127.0.0.1:9/jwks.json"):
        command = ["render", "--target", "kong", "--jwks", source]
        result = CliRunner().invoke(gateway, command, env=environment(checking.PLACEHOLDERS))
        assert result.exit_code == 1
        assert result.output.startswith("Error: ")
