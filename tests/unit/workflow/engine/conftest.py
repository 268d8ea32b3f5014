import os

from hypothesis import settings

settings.register_profile("ci", max_examples=80, deadline=None)
settings.register_profile("long", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
