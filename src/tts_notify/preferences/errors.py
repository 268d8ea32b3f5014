"""Expected failures of the preferences."""

from tts_kit.errors import Invalid


class ChannelLocked(Invalid):
    """Nobody can switch it off."""

    code = "channel_locked"
