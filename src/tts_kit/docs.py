"""The API's page: Swagger UI from a pinned wheel, so no CDN and no inline script."""

from importlib.resources import files

from litestar import Controller, Response, get
from litestar.params import FromPath

from tts_kit.errors import NotFound
from tts_kit.identity.access import PUBLIC

# All paths are relative: the page works directly and behind the gateway's stripped prefix.
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_START = 'SwaggerUIBundle({url: "schema/openapi.json", dom_id: "#api", deepLinking: true});'
_ASSETS = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
)


class DocsController(Controller):
    """Human-readable API documentation."""

    path = "/docs"
    opt = {"permission": PUBLIC}
    include_in_schema = False

    @get("/")
    async def page(self) -> Response[str]:
        """The page."""
        headers = {"Content-Security-Policy": _POLICY}
        return Response(_PAGE, media_type="text/html", headers=headers)

    @get("/{name:str}", sync_to_thread=True)
    def asset(self, name: FromPath[str]) -> Response[str]:
        """Script and style of the page."""
        headers = {"Cache-Control": "public, max-age=86400"}
        if name == "start.js":
            return Response(_START, media_type="text/javascript", headers=headers)
        if name not in _ASSETS:
            raise NotFound("There is no such file.")
        content = files("swagger_ui").joinpath("static", name).read_text(encoding="utf-8")
        return Response(content, media_type=_ASSETS[name], headers=headers)
