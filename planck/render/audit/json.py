"""An audit as JSON: the same document as that of a check, described by the same schema."""

import json

from planck.model import Result
from planck.render import View
from planck.render.audit import AUDIT_FORMATS
from planck.render.formats.json import document


@AUDIT_FORMATS.entry("json")
def json_document(result: Result, view: View) -> str:
    """The complete result; an audit needs no figures, so that without any it has still checked every target."""
    audited = any(plan.plan.targets for plan in result.plans)
    content = document(result)
    assert isinstance(content, dict)
    text = json.dumps({**content, "nothing_checked": not audited}, ensure_ascii=False, allow_nan=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"
