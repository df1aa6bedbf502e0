"""Older versions of files, from the repository that they stand in."""
