"""The server of one app: its files, and its page for every place in it."""

from typing import Any

from litestar import HttpMethod, Litestar, MediaType, Request, Response, route
from litestar.exceptions import HTTPException

from tts_apps import built, files
from tts_apps.configuration import configuration, meta_tag, security_headers
from tts_kit.settings import Settings


def create_app(settings: Settings, app: str) -> Litestar:
    """Serve what is built now; raises `FileNotFoundError` when nothing is."""
    workspace = built.workspace(settings.frontend)
    version = built.version(workspace)
    if version is None:
        raise FileNotFoundError(f"{workspace} is not built: run `tts build`")
    known = files.load(
        built.app_folder(workspace, version, app),
        meta_tag(configuration(settings, version)),
        source_maps=settings.environment == "development",
    )
    security = security_headers(settings)

    @route(["/", "/{_path:path}"], http_method=[HttpMethod.GET, HttpMethod.HEAD], name="file")
    async def answer(request: Request[Any, Any, Any]) -> Response[bytes]:
        path = request.url.path.strip("/") or files.INDEX
        file = known.get(path)
        if file is None and files.is_navigation(path, request.headers.get("Accept", "")):
            file = known[files.INDEX]
        if file is None:
            return _refusal(404, "There is no such file.", security)
        return _answer(request, file, security)

    def refuse(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
        return _refusal(error.status_code, error.detail, security | (error.headers or {}))

    return Litestar(
        [answer],
        exception_handlers={HTTPException: refuse},
        openapi_config=None,
        # `tts_kit.logs` has configured logging for the process.
        logging_config=None,
    )


def _answer(
    request: Request[Any, Any, Any], file: files.File, security: dict[str, str]
) -> Response[bytes]:
    coding = file.choose(request.headers.get("Accept-Encoding", ""))
    etag = file.etag(coding)
    headers = security | {
        "Cache-Control": file.cache_control,
        "ETag": etag,
        "Vary": "Accept-Encoding",
    }
    known = request.headers.get("If-None-Match", "").replace("W/", "").replace(" ", "").split(",")
    if etag in known:
        return Response(b"", status_code=304, headers=headers, media_type=file.media_type)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(file.bodies[coding], headers=headers, media_type=file.media_type)


def _refusal(status: int, text: str, headers: dict[str, str]) -> Response[bytes]:
    return Response(
        text.encode(),
        status_code=status,
        media_type=MediaType.TEXT,
        headers=headers | {"Cache-Control": "no-store"},
    )
