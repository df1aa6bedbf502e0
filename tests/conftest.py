"""Random examples are the same ones in every run, so that what passes once passes again.

`PLANCK_EXPLORE=1 pytest` draws new ones; so does the long run, `pytest -m fuzz`.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True)
if not os.environ.get("PLANCK_EXPLORE"):
    settings.load_profile("same")
