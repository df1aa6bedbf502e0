"""Plans whose end is known: what planck says of their goals beside what offices said.

`seeds/official.yaml` holds the official words, `words.toml` those of the report; `python -m tests.outcomes FOLDER` writes
the report in both languages.
"""
