"""Measurements, each a script that prints one table: `python -m tests.bench.cold_start`. No test reads a clock."""
