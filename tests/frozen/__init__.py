"""The outputs of a set of calls, held as digests: whatever is rebuilt, these bytes stay as they are.

`calls.toml` says what is called and in which folder, `outputs.csv` what came out. `python -m tests.frozen` writes the
latter anew; with `--keep FOLDER` it keeps the outputs too, so that those of two versions can be compared by `diff -r`.
"""
