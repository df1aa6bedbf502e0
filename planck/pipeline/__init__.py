"""The whole program: files are loaded, plans assessed, checked and scored. One module a command, `files` for all."""

from planck.pipeline.files import Loaded, load
from planck.pipeline.verdicts import check

__all__ = ["Loaded", "check", "load"]
