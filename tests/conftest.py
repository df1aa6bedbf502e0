"""Random examples are the same ones in every run, so that what passes once passes again.

`PLANCK_EXPLORE=1 pytest` draws new ones, and so does the long run, `pytest -m fuzz`; with a number above 100 so many of
each law that has no number of its own.
"""

import os

from hypothesis import settings

# A busy machine is slow at any example: how long one took says nothing about it.
settings.register_profile("same", derandomize=True, deadline=None)
EXAMPLES = int(os.environ.get("PLANCK_EXPLORE") or 0)
settings.register_profile("explore", deadline=None, max_examples=max(100, EXAMPLES))
settings.load_profile("explore" if EXAMPLES else "same")
