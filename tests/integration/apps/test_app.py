"""How the files of a built app are served."""

import asyncio
import http.client
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.factories import make_settings
from tests.live import listening
from tts_apps.app import create_app
from tts_kit.settings import Settings

PAGE = "<!doctype html><html><head><title>TTS</title></head><body></body></html>"
SCRIPT = "console.log('TTS');" * 100
NAVIGATES = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a workspace whose main app is built; beside it lie files that are nobody's business."""
    app = tmp_path / "dist" / "4f0c" / "main"
    (app / "assets").mkdir(parents=True)
    (app / ".vite").mkdir()
    (tmp_path / "dist" / "version").write_text("4f0c")
    (tmp_path / "dist" / "secret.txt").write_text("secret")
    for name, text in {
        "index.html": PAGE,
        "favicon.svg": "<svg/>",
        "assets/index-1a2b.js": SCRIPT,
        "assets/index-1a2b.js.map": "{}",
        "assets/index-3c4d.css": "a{}",
        "assets/inter-5e6f.woff2": "font",
        ".env": "secret",
        ".vite/manifest.json": "secret",
    }.items():
        (app / name).write_text(text)
    (app / "assets/index-1a2b.js.gz").write_bytes(b"as gzip")
    (app / "assets/index-1a2b.js.br").write_bytes(b"as brotli")
    return make_settings(frontend=str(tmp_path))


@pytest.fixture
async def port(settings: Settings) -> AsyncIterator[int]:
    async with listening(create_app(settings, "main")) as port:
        yield port


@pytest.fixture
async def client(port: int) -> AsyncIterator[httpx.AsyncClient]:
    """Accepts no coding unless a test says so."""
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", headers={"Accept-Encoding": "identity"}
    ) as client:
        yield client


async def test_the_page_is_asked_for_again_and_tells_the_configuration(
    client: httpx.AsyncClient,
) -> None:
    response = await client.get("/")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    before, after = PAGE.split("</head>")
    assert response.text.startswith(f'{before}<meta name="tts-config" content="{{&quot;version')
    assert response.text.endswith(f'"></head>{after}')


@pytest.mark.parametrize("path", ["/", "/tickets/TX20260101000001", "/a/b/", "/index.html"])
async def test_every_place_in_the_app_is_the_page(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers=NAVIGATES)
    assert response.status_code == 200
    assert response.text == (await client.get("/")).text


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/assets/index-gone.js", "*/*"),
        ("/assets/index-gone.js", NAVIGATES["Accept"]),
        ("/tickets", "application/json"),
    ],
)
async def test_what_is_missing_is_not_the_page(
    client: httpx.AsyncClient, path: str, accept: str
) -> None:
    response = await client.get(path, headers={"Accept": accept})
    assert response.status_code == 404
    assert response.headers["cache-control"] == "no-store"


async def test_a_page_that_is_still_the_same_is_not_sent_again(client: httpx.AsyncClient) -> None:
    etag = (await client.get("/")).headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        response = await client.get("/", headers={"If-None-Match": known})
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["etag"] == etag
        assert response.headers["cache-control"] == "no-cache"
    changed = await client.get("/", headers={"If-None-Match": '"other"'})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("index-1a2b.js", "text/javascript; charset=utf-8"),
        ("index-3c4d.css", "text/css; charset=utf-8"),
        ("inter-5e6f.woff2", "font/woff2"),
    ],
)
async def test_an_asset_is_kept_for_ever(
    client: httpx.AsyncClient, name: str, media_type: str
) -> None:
    response = await client.get(f"/assets/{name}")
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-type"] == media_type


async def test_a_file_whose_name_stays_is_asked_for_again(client: httpx.AsyncClient) -> None:
    response = await client.get("/favicon.svg")
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip;q=1", "gzip"),
        ("br; q=0.0", None),
        ("identity", None),
    ],
)
async def test_a_script_comes_as_the_build_compressed_it(
    client: httpx.AsyncClient, accepts: str, coding: str | None
) -> None:
    plain = await client.get("/assets/index-1a2b.js")
    async with client.stream(
        "GET", "/assets/index-1a2b.js", headers={"Accept-Encoding": accepts}
    ) as response:
        body = b"".join([chunk async for chunk in response.aiter_raw()])
    assert response.headers.get("content-encoding") == coding
    assert response.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    expected = {"br": b"as brotli", "gzip": b"as gzip"}
    assert body == expected.get(coding or "", plain.content)
    assert (response.headers["etag"] == plain.headers["etag"]) == (coding is None)


async def test_the_page_comes_compressed_too(client: httpx.AsyncClient) -> None:
    response = await client.get("/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert response.text == (await client.get("/")).text


async def test_head_answers_like_get_without_the_body(client: httpx.AsyncClient) -> None:
    for path in ("/", "/assets/index-1a2b.js"):
        got, head = await client.get(path), await client.head(path)
        assert head.status_code == 200
        assert head.content == b""
        for name in ("content-length", "content-type", "etag", "cache-control"):
            assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize(
    "path",
    [
        "/../../secret.txt",
        "/assets/../../../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/assets/%00.js",
        "/.env",
        "/.vite/manifest.json",
        "/assets/index-1a2b.js.gz",
    ],
)
async def test_only_the_app_s_public_files_are_found(port: int, path: str) -> None:
    status, body = await asyncio.to_thread(_get_as_it_is, port, path)
    assert status == 404
    assert b"secret" not in body


def _get_as_it_is(port: int, path: str) -> tuple[int, bytes]:
    """The better clients resolve dots themselves."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


async def test_source_maps_are_for_development(settings: Settings) -> None:
    for environment, status in (("development", 200), ("production", 404)):
        values = make_settings(frontend=settings.frontend, environment=environment)
        async with listening(create_app(values, "main")) as port, httpx.AsyncClient() as client:
            response = await client.get(f"http://127.0.0.1:{port}/assets/index-1a2b.js.map")
        assert response.status_code == status


async def test_every_answer_binds_the_browser(client: httpx.AsyncClient) -> None:
    etag = (await client.get("/")).headers["etag"]
    for response in (
        await client.get("/"),
        await client.get("/", headers={"If-None-Match": etag}),
        await client.get("/assets/index-1a2b.js"),
        await client.get("/gone.js"),
        await client.post("/"),
    ):
        assert "script-src 'self';" in response.headers["content-security-policy"]
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "same-origin"
        assert response.headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in response.headers["permissions-policy"]


async def test_files_are_only_read(client: httpx.AsyncClient) -> None:
    response = await client.post("/")
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


async def test_a_build_takes_nothing_from_pages_that_are_open(
    client: httpx.AsyncClient, settings: Settings
) -> None:
    for file in sorted(Path(settings.frontend).rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    assert (await client.get("/assets/index-1a2b.js")).text == SCRIPT


def test_apps_that_were_never_built_are_told_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `tts build`"):
        create_app(make_settings(frontend=str(tmp_path)), "main")
