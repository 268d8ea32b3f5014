"""The run of one ticket through one version, and what people do to it."""
