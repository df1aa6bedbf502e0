"""Long runs of random input against the loaders: `pytest -m fuzz`. Left out of a usual run of the tests."""
