"""Where a sign-in comes from."""

from typing import Any

from litestar import Request

from tts_auth.sign_in import cookies
from tts_auth.sign_in.schemas import Device
from tts_kit.identity.credentials import header_values
from tts_kit.settings import Settings


def device_of(request: Request[Any, Any, Any], settings: Settings) -> Device:
    """The client's address, its browser, and the token that tells it from others like it.

    Behind the gateway the address is the one it saw, which it appends to `X-Forwarded-For`; what
    stands before that in the header anybody can write.
    """
    ip = request.client.host if request.client else ""
    if settings.kong_trusted:
        hops = ",".join(header_values(request.scope, b"x-forwarded-for"))
        ip = hops.rpartition(",")[2].strip() or ip
    user_agent = "".join(header_values(request.scope, b"user-agent")[:1])
    return Device(ip, user_agent, cookies.device_token(request.scope))
