"""A folder of documents with its cards: which file is meant, whether it is the right one, and what was traced in all."""

import hashlib
from collections.abc import Callable
from importlib import util
from pathlib import Path

import pytest

from planck.assess.plan import assess_plan
from planck.checks import Run
from planck.cli.app import run
from planck.model import Finding, Language, Severity
from planck.pipeline import load
from planck.pipeline.audit import of_plan, of_run
from planck.provenance.documents import Documents, documents_in
from planck.view.message import fill
from planck.words import rule as words_of
from tests.provenance.mini import BODY, at

PLAN = f"""\
planck: 1
plan: mini-plan
title: {{zh: 试验区规划}}
region: {{name: 试验区}}
period: {{base: 2020, start: 2021, end: 2025}}
source: {{document: mini}}
targets:
  firms:
    name: {{zh: 创新型企业}}
    unit: 家
    measure: stock
    baseline: 980
    goal: {{at_least: 1234}}
    source: {{at: "{at("１，")}; {at("980家")}", as_printed: "1,234家; 980家"}}
  institutes:
    name: {{zh: 企业研发机构数}}
    unit: 家
    measure: stock
    baseline: 45
    goal: {{about: 90, tolerance: 5%}}
    milestones: {{2023: 63}}
    revisions: [{{on: 2023-01-01, goal: {{at_least: 80}}, source: {{at: x, as_printed: 80家}}}}]
    stated: {{units: 9}}
    source: {{at: "{at("45")}", as_printed: "45, 90, 9"}}
"""
FIGURES = f"""\
region,indicator,period,value,unit,status,source,at,as_printed
试验区,有效商标,2020,280,件,,mini,"{at("280件", start=BODY.index("商标"))}",280件
试验区,技术合同成交额,2020,476.5,亿元,,mini,"{at("47")}",476.5亿元
试验区,有效商标,2021,300,件,,http://example.org/2021,,
试验区,有效商标,2022,310,件,,http://example.org/2022,,
试验区,有效商标,2023,400,件,assumed,scenario,,
试验区,有效商标,2024,--,件,,mini,,
"""


class Project:
    """A folder with targets, seeds and documents, and what is found in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("targets/plan.yaml", PLAN)
        self.write("seeds/mini.csv", FIGURES)
        self.write("documents/mini.txt", BODY)
        self.card(sha256=hashlib.sha256(BODY.encode()).hexdigest())

    def write(self, name: str, content: str | bytes) -> None:
        """A file of the project."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def card(self, *, sha256: str = "", more: str = "") -> None:
        """The card of the document."""
        self.write("seeds/mini.yaml", f"document: mini\n{f'sha256: {sha256}' if sha256 else ''}\n{more}\n")

    def documents(self, figures: bool = True) -> tuple[Documents | None, tuple[Finding, ...]]:
        """The documents, and what is wrong with their folder."""
        beside = [self.plan, *([self.figures] if figures else [])]
        documents, _, findings = documents_in(str(self.root / "documents"), beside)
        return documents, findings

    @property
    def plan(self) -> str:
        """Its path."""
        return str(self.root / "targets/plan.yaml")

    @property
    def figures(self) -> str:
        """Their path."""
        return str(self.root / "seeds/mini.csv")

    def findings(self, figures: bool = True) -> list[Finding]:
        """Everything that is found about provenance."""
        documents, wrong = self.documents(figures)
        loaded = load([self.plan], [self.figures] if figures else [])
        assert [finding for finding in loaded.findings if finding.severity is Severity.ERROR] == []
        contexts = tuple(assess_plan(plan, loaded.figures, None) for plan in loaded.plans)
        found = [one for context in contexts for one in of_plan(context, documents)]
        every = Run(plans=contexts, figures=loaded.figures)
        return [*wrong, *found, *of_run(every, documents)]

    def codes(self, figures: bool = True) -> list[str]:
        """The codes but for the summaries and what is always so here: two addresses, and numbers of our own."""
        return sorted(
            one.code for one in self.findings(figures) if one.code not in ("P015", "P017", "P005", "P002", "P004")
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_everything_is_traced_but_what_is_ours(project: Project) -> None:
    found = project.findings()
    assert sorted((one.code, one.target, str(one.arguments.get("got"))) for one in found if one.code != "P015") == [
        ("P002", "institutes", "5%"),
        ("P002", "institutes", "63 家"),
        ("P004", "institutes", "80家"),
        ("P005", "", "http://example.org/2021"),
        ("P017", "", "1"),
    ]
    [summary] = [one for one in found if one.code == "P015"]
    numbers = {name: summary.arguments[name] for name in ("targets", "figures", "found", "excused", "lost")}
    assert numbers == {"targets": 2, "figures": 2, "found": 7, "excused": 0, "lost": 3}
    assert summary.severity is Severity.NOTE


def test_milestones_and_tolerances_are_excused_by_the_card_one_by_one(project: Project) -> None:
    reasons = """\
untraced:
  - {target: institutes, number: 5%, reason: 容差是我们定的 / the tolerance is ours}
  - {target: institutes, number: 63 家, reason: 插值 / interpolated}
  - {target: institutes, number: 80家, reason: 另有通知 / from another notice}
"""
    project.card(sha256=hashlib.sha256(BODY.encode()).hexdigest(), more=reasons)
    found = [one.code for one in project.findings() if one.code not in ("P005", "P015", "P017")]
    assert found == ["P013", "P013", "P013"]
    project.card(sha256=hashlib.sha256(BODY.encode()).hexdigest(), more=reasons.replace("63 家", "64 家"))
    assert project.codes() == ["P013", "P013", "P014"]


def test_a_reason_that_excuses_nothing_is_a_finding(project: Project) -> None:
    more = """\
untraced:
  - {indicator: 有效商标, period: 2020, number: 280件, reason: lost}
  - {target: nobody, number: 1, reason: lost}
  - {indicator: 别的, number: 1, reason: lost}
"""
    project.card(more=more)
    assert project.codes() == ["P008", "P014", "P014", "P014"]
    assert project.codes(figures=False) == ["P008", "P014"], "figures that were not given are not missed"


def test_a_figure_is_excused_by_name_and_period(project: Project) -> None:
    project.write("seeds/mini.csv", FIGURES.replace("280件", "281件").replace(",280,", ",281,"))
    assert "P004" in [one.code for one in project.findings() if not one.target]
    more = "untraced: [{indicator: 有效商标, period: 2020, number: 281件, reason: a column is lost}]"
    project.card(more=more)
    assert project.codes() == ["P008", "P013"]
    project.card(more=more.replace("2020", "2021"))
    assert project.codes() == ["P008", "P014"]


def test_another_version_of_the_document(project: Project) -> None:
    assert project.codes() == []
    project.write("documents/mini.txt", BODY + "\n")
    [finding] = [one for one in project.findings() if one.code == "P007"]
    assert finding.place is not None
    assert finding.place.file.endswith("seeds/mini.yaml")
    assert finding.place.line == 2
    project.card()
    assert project.codes() == ["P008"]


@pytest.mark.parametrize(
    "more",
    [
        "untraced: [{target: institutes, number: 5%}]",
        "untraced: [{number: 5%, reason: ours}]",
        "untraced: [{target: a, indicator: b, number: 5%, reason: ours}]",
        "untraced: [{target: institutes, number: 5%, reason: ours, until: 2024}]",
        "untraced: [word]",
        "sha256: 12ab",
    ],
)
def test_a_card_that_is_malformed(project: Project, more: str) -> None:
    project.card(more=more)
    assert "P009" in project.codes()


def test_other_yaml_is_no_card(project: Project) -> None:
    project.write("seeds/inventory.yaml", "rows: []\n")
    project.write("seeds/broken.yaml", "a: [\n")
    project.write("seeds/empty.yaml", "")
    assert project.codes() == []


def test_a_document_that_is_not_there(project: Project) -> None:
    (project.root / "documents/mini.txt").rename(project.root / "documents/other.txt")
    found = [one for one in project.findings() if one.code == "P005"]
    assert [(one.plan, one.arguments["got"], one.arguments["count"]) for one in found] == [
        ("mini-plan", "mini", 8),
        ("", "mini", 4),
    ]
    assert "2 other sources" in fill(words_of(found[1].code).message, found[1].arguments, Language.EN)


def test_a_document_in_a_form_that_is_not_read(project: Project) -> None:
    (project.root / "documents/mini.txt").rename(project.root / "documents/mini.pdf")
    found = [one for one in project.findings() if one.code == "P006"]
    assert len(found) == 2
    assert ".txt .md .html .htm" in fill(words_of(found[0].code).message, found[0].arguments, Language.ZH)


def test_a_page_is_read_where_its_markup_stands(project: Project) -> None:
    (project.root / "documents/mini.txt").unlink()
    html = "<html><head><title>281件</title></head><body>\n<p>有效商标2<b>80</b>件</p>\n<p>技术合同成交额476&#46;5亿元&nbsp;</p><br/><script>7</script>"
    project.write("documents/mini.html", html)
    project.write(
        "seeds/mini.csv",
        'region,indicator,period,value,unit,source,at,as_printed\n试验区,有效商标,2020,280,件,mini,"line 2, column 8",280件\n'
        '试验区,技术合同成交额,2020,476.5,亿元,mini,"line 3, column 11",476.5亿元\n',
    )
    assert [one.code for one in project.findings() if not one.target and one.code.startswith("P00")] == ["P007"]


def test_the_best_form_of_a_document_counts(project: Project) -> None:
    project.write("documents/mini.html", "<p>nothing</p>")
    project.write("documents/mini.pdf", b"%PDF")
    documents, _ = project.documents()
    assert documents is not None
    assert documents.files["mini"].file.endswith("mini.txt")
    assert documents.text("nobody") is None


def test_a_document_that_is_no_text(project: Project) -> None:
    project.write("documents/mini.txt", "拱墅区".encode("gb18030"))
    _, findings = project.documents()
    assert [one.code[0] for one in findings] == ["E"]


def test_of_a_document_that_cannot_be_read_nobody_says_that_it_is_not_there(project: Project) -> None:
    project.write("documents/mini.txt", "拱墅区".encode("gb18030"))
    assert "P005" not in [one.code for one in project.findings() if one.plan]


def test_two_wrong_numbers_of_one_target_are_two_findings(project: Project) -> None:
    project.write("targets/plan.yaml", PLAN.replace("baseline: 980", "baseline: 981").replace("1234", "1235"))
    wrong = [one for one in project.findings() if one.code == "P002" and one.target == "firms"]
    assert len(wrong) == 2
    assert len({one.fingerprint for one in wrong}) == 2


def test_no_folder_and_no_such_folder() -> None:
    documents, inputs, findings = documents_in("/nowhere/at/all")
    assert (documents, inputs, len(findings), findings[0].blocking) == (None, (), 1, True)


def test_the_libraries_are_an_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known: Callable[[str], object] = util.find_spec
    monkeypatch.setattr("planck.provenance.documents.find_spec", lambda name: None if name == "opencc" else known(name))
    documents, _, [finding] = documents_in(str(tmp_path))
    assert documents is None
    assert (finding.code, finding.arguments["got"], finding.blocking) == ("P012", "opencc", True)


def test_without_documents_only_the_lack_of_a_source_is_said(project: Project) -> None:
    project.write("targets/plan.yaml", PLAN.replace("source: {document: mini}\n", ""))
    project.write("seeds/mini.csv", FIGURES.replace("mini,", ","))
    loaded = load([project.plan], [project.figures])
    contexts = tuple(assess_plan(plan, loaded.figures, None) for plan in loaded.plans)
    found = [one for context in contexts for one in of_plan(context, None)]
    every = Run(plans=contexts, figures=loaded.figures)
    found += of_run(every, None)
    assert [(one.code, one.target, one.arguments["missing"]) for one in found] == [
        ("P001", "firms", "document"),
        ("P001", "institutes", "document"),
        ("P001", "", "source"),
    ]
    assert "(figures: 3)" in fill(words_of(found[2].code).message, found[2].arguments, Language.EN)


def test_the_command(project: Project) -> None:
    def run_audit(documents: str = "documents") -> int:
        return run(["audit", project.plan, "--figures", project.figures, "--documents", str(project.root / documents)])

    assert run_audit() == 1, "the tolerance, the milestone and the revision are ours"
    reasons = "untraced:\n" + "".join(
        f"  - {{target: institutes, number: {number}, reason: ours}}\n" for number in ("5%", "63 家", "80家")
    )
    project.card(sha256=hashlib.sha256(BODY.encode()).hexdigest(), more=reasons)
    assert run_audit() == 0
    project.write("targets/plan.yaml", PLAN.replace("980\n", "981\n"))
    assert run_audit() == 1
    assert run_audit("nowhere") == 2
