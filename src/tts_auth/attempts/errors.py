"""Too many attempts."""

from tts_kit.errors import TooManyRequests


class TooManyAttempts(TooManyRequests):
    """The address or the network has used up its attempts for now."""

    code = "too_many_attempts"
