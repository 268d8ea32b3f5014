"""What every service needs and no service owns; it knows no ticket."""

import sys

# redis-py imports these wherever they are installed, for figures that nobody here asks it for; a
# process without traces starts without OpenTelemetry's SDK, and one with them needs no metrics.
sys.modules.setdefault("opentelemetry.sdk.metrics", None)  # type: ignore[arg-type]
