"""A comparison as JSON, described by `changes` in `planck/schemas/result-1.json`."""

import json

from planck.model.change import Changes
from planck.render import View
from planck.render.diff import DIFF_FORMATS
from planck.render.plain_changes import changes_data


@DIFF_FORMATS.entry("json")
def json_document(changes: Changes, view: View) -> str:
    """The complete comparison, in both languages whatever the view."""
    text = json.dumps(changes_data(changes), ensure_ascii=False, allow_nan=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"
