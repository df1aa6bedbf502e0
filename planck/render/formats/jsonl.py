"""One JSON object a line: the run, then every verdict and every finding, for tools that read streams."""

import json

from planck.assess.plan import Result
from planck.render import View, of_results
from planck.render.formats.json import document
from planck.render.plain import Json, assessment_data, finding_data


def _lines(result: Result) -> list[Json]:
    run = document(result)
    assert isinstance(run, dict)
    head: dict[str, Json] = {key: value for key, value in run.items() if key not in ("plans", "findings")}
    lines: list[Json] = [{"type": "run", **head}]
    lines += [_typed("finding", finding_data(finding)) for finding in result.findings]
    for plan in result.plans:
        verdicts = (assessment_data(assessment) for assessment in plan.assessments)
        lines += [_typed("assessment", verdict, plan=plan.plan.id) for verdict in verdicts]
        lines += [_typed("finding", finding_data(finding)) for finding in plan.findings]
    return lines


def _typed(kind: str, data: Json, **other: Json) -> Json:
    assert isinstance(data, dict)
    return {"type": kind, **other, **data}


@of_results("jsonl")
def json_lines(result: Result, view: View) -> str:
    """The run on the first line, then one line for each verdict and finding, complete as in `json`."""
    lines = (json.dumps(line, ensure_ascii=False, allow_nan=False) for line in _lines(result))
    # Half a surrogate (from the name of a file in another encoding) cannot be written as UTF-8, its escape can.
    return "".join(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n" for line in lines)
