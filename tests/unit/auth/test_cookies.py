"""The cookies of a signed-in browser."""

import pytest

from tests.factories import make_settings
from tts_auth.sign_in.cookies import signed_out


@pytest.mark.parametrize(("environment", "secure"), [("development", False), ("production", True)])
def test_cookies_are_secure_outside_development(environment: str, secure: bool) -> None:
    settings = make_settings(environment=environment)
    assert [cookie.secure for cookie in signed_out(settings)] == [secure] * 3
