"""Too many attempts."""

from tts_kit.errors import TooManyRequests


class TooManyAttempts(TooManyRequests):
    """The next attempt comes too soon after those before it."""

    code = "too_many_attempts"
