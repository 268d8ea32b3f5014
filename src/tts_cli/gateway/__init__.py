"""Renders gateway/routes.yml, the one truth about the door, for Envoy and for Kong."""

from tts_cli.gateway.commands import gateway
from tts_cli.gateway.rendering import render_envoy, render_kong

__all__ = ["gateway", "render_envoy", "render_kong"]
