"""The one error that the commands show as a sentence instead of a traceback."""

import click


class UpError(click.ClickException):
    """Something a person can put right; shown as `Error: …` with exit code 1."""
