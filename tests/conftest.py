"""Random examples are the same ones in every run, so that what passes once passes again.

`PLANCK_EXPLORE=1 pytest` draws new ones; so does the long run, `pytest -m fuzz`.
"""

import os

from hypothesis import settings

# A busy machine is slow at any example: how long one took says nothing about it.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("PLANCK_EXPLORE") else "same")
