"""How a browser is told that it is signed in."""

from litestar import Response

from tts_auth.sign_in import cookies
from tts_auth.sign_in.schemas import Granted, SignedIn
from tts_kit.settings import Settings


def answer(granted: Granted, settings: Settings) -> Response[SignedIn]:
    """Who is signed in, with the tokens in cookies."""
    return Response(
        granted.answer,
        status_code=200,
        cookies=cookies.signed_in(granted, settings),
        headers={"Cache-Control": "no-store"},
    )
