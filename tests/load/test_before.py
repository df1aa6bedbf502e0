"""The earlier state of a run's files, read in this process."""

import io
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from planck.load import git
from planck.load.before import Asked, Before, before, committed, state
from planck.load.git import GitError, Repository, repository_of
from planck.model import Finding
from tests.repositories import BAD, GOOD, PLAN, ROW_2022, Repo, repository, two_commits

pytestmark = pytest.mark.usefixtures("outside_a_pipeline")


@pytest.fixture
def outside_a_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")  # as a hook would leave it


def asked(*given: str, plans: tuple[str, ...] = (), figures: tuple[str, ...] = ()) -> Asked:
    return Asked(
        given=given,
        plans=plans or tuple(path for path in given if path.endswith(".yaml")),
        figures=figures or tuple(path for path in given if path.endswith(".csv") or path == "-"),
        plan_suffixes=(".yaml",),
        figure_suffixes=(".csv",),
        limit=1 << 20,
    )


def both(folder: Path) -> Asked:
    return asked(str(folder / "plan.yaml"), str(folder / "figures.csv"))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def found(base: str, what: Asked, **more: Any) -> Before:
    state_, findings = before(base, what, {}, **more)
    assert state_ is not None, findings
    assert codes(findings) == []
    return state_


def test_the_first_of_some_files_in_a_commit(tmp_path: Path) -> None:
    repo = two_commits(tmp_path / "repo")
    files = [str(folder / name) for folder in (tmp_path / "repo", tmp_path) for name in ("none.toml", "figures.csv")]
    what = both(repo.folder)

    def text(base: str, names: list[str] = files, of: Asked = what) -> list[str] | None:
        documents = committed(names, base, of, {})
        return None if documents is None else [document.text for document in documents]

    assert text("HEAD~1") == [GOOD]
    assert text("HEAD") == [BAD]
    assert text("HEAD", files[:1]) == text("HEAD", files[2:]) == [], "not there, or outside of the repository"
    assert text("HEAD", of=replace(what, limit=4)) == [], "too large to be read"
    assert text("nothing") is None
    assert text("HEAD", of=both(tmp_path)) is None, "no repository"


def test_a_named_revision(tmp_path: Path) -> None:
    repo = two_commits(tmp_path)
    old = found("HEAD~1", both(tmp_path))
    first = repo.git("rev-parse", "HEAD~1")
    assert (old.base.label, old.base.commit) == (f"HEAD~1@{first[:7]}", first)
    assert old.base.tip == date(2024, 3, 1)
    assert [figure.text for figure in old.figures] == ["44", "48"]
    assert [plan.id for plan in old.plans] == ["small"]
    assert dict(old.files) == {f"{first[:7]}:{name}": str(tmp_path / name) for name in ("plan.yaml", "figures.csv")}
    (tmp_path / "figures.csv").write_text(GOOD, encoding="utf-8")
    assert found("HEAD", both(tmp_path)).base.tip is None, "the tree is dirty"


def test_what_the_repository_does_not_hold_is_unchanged(tmp_path: Path) -> None:
    repo = two_commits(tmp_path / "repo")
    outside = tmp_path / "figures.csv"
    outside.write_text(BAD, encoding="utf-8")
    old, findings = before("HEAD", asked(str(repo.folder / "plan.yaml"), str(outside), "-"), {})
    assert old is not None
    assert codes(findings) == ["X024"]
    assert old.unchanged == {str(outside), "<stdin>"}


def test_an_earlier_plan_that_is_invalid_and_a_pointer_are_said(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.write(
        plan_yaml=PLAN.replace("planck: 1", "planck: 9"), figures_csv="version https://git-lfs.github.com/spec/v1\n"
    )
    repo.commit()
    repo.write(plan_yaml=PLAN, figures_csv=GOOD)
    old, findings = before("HEAD", both(tmp_path), {})
    assert old is not None
    assert (old.plans, old.figures) == ((), ())
    assert codes(findings) == ["X023", "X023"]
    assert findings[1].arguments["got"].endswith("figures.csv")  # type: ignore[union-attr]


def test_links_and_too_large_files_are_not_read(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.write(plan_yaml=PLAN, figures_csv=GOOD + "#" * (1 << 20))
    (tmp_path / "link.csv").symlink_to("figures.csv")
    repo.commit()
    old, findings = before("HEAD", asked(str(tmp_path), figures=(str(tmp_path / "figures.csv"),)), {})
    assert old is not None
    assert (old.figures, codes(findings)) == ((), ["X023"])


def test_folders(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.put("data/a.csv", GOOD)
    repo.put("data/.hidden/b.csv", GOOD)
    repo.put("data/revisions.csv", "indicator,period,old,new,reason\n")
    repo.commit()
    (tmp_path / "data/a.csv").unlink()
    old = found("HEAD", asked(str(tmp_path / "data"), figures=(str(tmp_path / "data/new.csv"),)))
    assert len(old.figures) == 2
    assert list(old.files.values()) == ["data/a.csv"], "gone, so by its old path"
    whole = found("HEAD", asked(str(tmp_path), figures=(str(tmp_path / "data/new.csv"),)))
    assert len(whole.figures) == 2


def test_a_repository_without_a_commit_or_without_an_earlier_one(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.write(plan_yaml=PLAN, figures_csv=GOOD)
    for why in ("no commit yet", "no earlier commit"):
        old, [finding] = before("auto", both(tmp_path), {})
        assert (old, finding.code) == (None, "X020")
        assert why in finding.arguments["why"].en  # type: ignore[union-attr]
        repo.commit()


def test_a_target_branch_that_head_has_not_left(tmp_path: Path) -> None:
    repo = two_commits(tmp_path)
    old, _ = before("auto", both(tmp_path), {"GITHUB_BASE_REF": "main"})
    assert old is not None
    assert old.base.commit == repo.git("rev-parse", "HEAD")


def test_the_head_of_origin(tmp_path: Path) -> None:
    repo = two_commits(tmp_path / "repo")
    repo.git("branch", "-m", "trunk")
    clone = repo.clone(tmp_path / "clone")
    clone.git("checkout", "-q", "-b", "mine")
    clone.write(figures_csv=GOOD)
    clone.commit()
    assert found("auto", both(clone.folder)).base.label.startswith("trunk@")
    clone.git("remote", "set-head", "origin", "--delete")
    assert found("auto", both(clone.folder)).base.label.startswith("HEAD^1@"), "neither main nor master"


def test_a_file_beside(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "old.yaml").write_text(PLAN, encoding="utf-8")
    what = asked("plan.yaml", "figures.csv", "-")
    old = found(str(tmp_path / "old.csv"), what)
    assert (len(old.figures), old.unchanged) == (2, frozenset({"plan.yaml"}))
    old = found(str(tmp_path / "old.yaml"), what)
    assert (len(old.plans), old.unchanged) == (1, frozenset({"figures.csv", "<stdin>"}))
    old = found(str(tmp_path), what)
    assert (len(old.plans), len(old.figures), old.unchanged) == (1, 2, frozenset())


def test_a_file_in_a_repository_and_a_name_that_is_nothing(tmp_path: Path) -> None:
    repo = two_commits(tmp_path)
    repo.put("old.csv", GOOD)
    assert found(str(tmp_path / "old.csv"), both(tmp_path)).base.commit == ""
    for name in ("nothing", "--all"):
        old, findings = before(name, both(tmp_path), {})
        assert (old, codes(findings)) == (None, ["X022"])


def test_outside_of_any_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert codes(before("auto", both(tmp_path), {})[1]) == ["X020"]
    assert codes(before("auto", both(tmp_path), {}, required=True)[1]) == ["X021"]
    assert codes(before("main", both(tmp_path), {})[1]) == ["X022"]
    assert codes(state("main:figures.csv", [], asked(str(tmp_path)))[1]) == ["X030"]


def test_git_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = two_commits(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(GitError, match="git"):
        repository_of(str(repo.folder))
    assert Repository(str(tmp_path)).line("version") == ""

    def silent(*arguments: Any, **options: Any) -> Any:
        return subprocess.CompletedProcess(arguments, 1 if "blob" in arguments[0] else 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", silent)
    with pytest.raises(GitError, match="git returned 1"):
        git.ask(".", "cat-file", "blob", "x")
    with pytest.raises(GitError, match="no work tree"):
        repository_of(".")


def in_folder(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo.folder)


def read(name: str, *given: str, paths: tuple[str, ...] = (".",)) -> Before:
    found_, findings = state(name, list(given), asked(*paths))
    assert found_ is not None
    assert codes(findings) == []
    return found_


def test_sides_of_a_comparison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = two_commits(tmp_path)
    repo.put("other.yaml", "name: a workflow\n")
    repo.put("other.csv", "a;b\n1;2\n")
    repo.put("sub/more.csv", GOOD.replace("2021", "2019").replace("2022", "2020"))
    repo.put("revisions.csv", "indicator,period,old,new,reason\n")
    repo.commit()
    in_folder(repo, monkeypatch)
    whole = read("HEAD")
    assert (len(whole.plans), len(whole.figures)) == (1, 4)
    assert {name.partition(":")[2] for name in whole.files} == {"plan.yaml", "figures.csv", "sub/more.csv"} | {
        "other.yaml",
        "other.csv",
    }
    single = read("HEAD~2:figures.csv")
    assert ([figure.text for figure in single.figures], list(single.files.values())) == (["44", "48"], [""])
    assert len(read("HEAD", paths=("sub",)).figures) == 2
    here = read(".", ".")
    assert (len(here.plans), len(here.figures), here.base.label) == (1, 4, ".")
    assert len(read("figures.csv", "figures.csv").figures) == 2
    assert read("", "plan.yaml").plans[0].id == "small"
    missing, findings = state("HEAD:nothing/", [], asked("."))
    assert missing is not None
    assert (missing.figures, findings) == ((), ())
    assert codes(state("mian", [], asked("."))[1]) == ["X030"]
    assert ROW_2022 in GOOD


def test_other_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.write(
        plan_yaml=PLAN, figures_csv=GOOD, card_yaml="id: x\n", model_yaml="planck: 1\nmodel: m\n", other_csv="a,b\n"
    )
    repo.commit()
    own = (str(tmp_path / "plan.yaml"),), (str(tmp_path / "figures.csv"),)
    old = found("HEAD", asked(str(tmp_path), plans=own[0], figures=own[1]))
    assert ([plan.id for plan in old.plans], len(old.figures)) == (["small"], 2)
    aside = found(str(tmp_path), asked(str(tmp_path), plans=own[0], figures=own[1]))
    assert ([plan.id for plan in aside.plans], len(aside.figures)) == (["small"], 2)


def test_a_folder_without_plans_and_figures_is_no_base(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / "empty").mkdir()
    old, findings = before(str(tmp_path / "empty"), both(tmp_path), {})
    assert (old, codes(findings)) == (None, ["X022"])


OWN = PLAN.replace("targets:", "figures: [../data/f.csv]\ngoals: goals.csv\nscoring: {use: model.yaml}\ntargets:")
GOALS = "region,indicator,value,unit\n某区,firms,{},家\n"
MODEL = "planck: 1\nmodel: m\ntitle: {en: M}\ndomains: parts.csv\nnormalise: {method: goalposts, worst: 40, best: 60}\n"
PARTS = "id,domain,name,unit\nfirms,all,Firms,家\n"


def with_more(folder: Path) -> Repo:
    """A plan that names figures, goals and a model of its own, the last with a table; all of them other ones now."""
    repo = repository(folder)
    for name, text in (
        ("plans/plan.yaml", OWN),
        ("data/f.csv", GOOD),
        ("plans/goals.csv", GOALS.format(60)),
        ("plans/model.yaml", MODEL),
        ("plans/parts.csv", PARTS),
    ):
        repo.put(name, text)
    repo.commit()
    return repo


def test_what_a_plan_names_is_read_as_it_was(tmp_path: Path) -> None:
    repo = with_more(tmp_path / "repo")
    with_more(tmp_path / "old")
    repo.put("second/plan.yaml", OWN.replace("plan: small", "plan: second").replace("goals: goals.csv\n", ""))
    repo.commit()
    for name, text in (("data/f.csv", BAD), ("plans/goals.csv", GOALS.format(50)), ("plans/parts.csv", "")):
        repo.put(name, text)
    plans = tuple(str(repo.folder / name) for name in ("plans/plan.yaml", "second/plan.yaml"))
    figures = (str(repo.folder / "data/f.csv"),)
    what = replace(asked(*plans, figures=figures), own=True)
    for base in ("HEAD", str(tmp_path / "old")):
        old = found(base, what)
        assert [figure.text for figure in old.figures] == ["44", "48"], "those of both plans, once"
        assert old.plans[0].own_goals.values == {"firms": {"某区": 60.0}}
        assert [domain.id for domain in old.models["small"].domains] == ["all"]
    assert "second" not in found("HEAD", what).models, "there is no such file"
    (repo.folder / "data/f.csv").unlink()
    assert len(found("HEAD", replace(what, figures=())).figures) == 2, "as the plan named them"


def test_a_model_that_comes_with_planck_is_none_of_the_past(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.put("plan.yaml", PLAN.replace("targets:", "scoring: {use: ding-plan}\ntargets:"))
    repo.commit()
    assert found("HEAD", asked(str(tmp_path / "plan.yaml"))).models["small"].id == "ding-plan"


def test_what_a_plan_names_and_is_not_there(tmp_path: Path) -> None:
    repo = with_more(tmp_path)
    for name in ("goals.csv", "parts.csv"):
        (repo.folder / "plans" / name).unlink()
    repo.commit()
    old = found("HEAD", replace(asked(str(tmp_path / "plans/plan.yaml")), own=True))
    assert old.plans[0].own_goals.values == {}
    assert old.models == {}
    repo.put("plans/plan.yaml", OWN.replace("figures: [../data/f.csv]\n", ""))
    repo.commit()
    given = asked(str(tmp_path / "plans/plan.yaml"), figures=(str(tmp_path / "data/f.csv"),))
    assert len(found("HEAD", replace(given, own=True)).figures) == 2, "it named none; those that are given now"
    for outside in ("../../../x.csv", "/x.csv"):
        repo.put("plans/plan.yaml", OWN.replace("../data/f.csv", outside))
        repo.commit()
        assert len(found("HEAD", replace(given, own=True)).figures) == 0, "of no version here"


def test_what_is_read_by_columns_is_read_as_it_was_and_a_query_is_unchanged(tmp_path: Path) -> None:
    csv = pytest.importorskip("pyarrow.csv")
    parquet = pytest.importorskip("pyarrow.parquet")
    repo = repository(tmp_path / "repo")

    def put(text: str, folder: Path = repo.folder) -> None:
        parquet.write_table(csv.read_csv(io.BytesIO(text.encode())), folder / "f.parquet")

    repo.put("plan.yaml", OWN.partition("figures:")[0] + "targets:" + PLAN.partition("targets:")[2])
    put(GOOD)
    repo.commit()
    put(BAD)
    query = "sql:SELECT 1"
    paths = str(repo.folder / "plan.yaml"), str(repo.folder / "f.parquet")
    what = asked(paths[0], figures=(paths[1], query))
    what = replace(what, given=paths, figure_suffixes=(".csv", ".parquet"))
    old, findings = before("HEAD", what, {})
    assert old is not None
    assert [figure.text for figure in old.figures] == ["44", "48"]
    assert (codes(findings), old.unchanged) == (["X024"], frozenset({query}))
    put(GOOD, tmp_path)
    assert [figure.text for figure in found(str(tmp_path / "f.parquet"), what).figures] == ["44", "48"]
    (repo.folder / "f.parquet").rename(repo.folder / "g.parquet")
    moved = replace(what, given=(paths[0], "g.parquet"), figures=(str(repo.folder / "g.parquet"),))
    assert len(found("HEAD", moved).figures) == 2, "followed by what it is about"
    side, _ = state(str(tmp_path / "f.parquet"), [str(tmp_path / "f.parquet")], what)
    assert side is not None
    assert (len(side.figures), list(side.files.values())) == (2, [""])
    (tmp_path / "f.parquet").write_bytes(b"no table")
    assert codes(before(str(tmp_path / "f.parquet"), what, {})[1]) == ["X023"]


TABLE = "id,name,unit,goal,direction,baseline\nfirms,企业数,家,{goal},up,40\n"
IN_A_TABLE = PLAN[: PLAN.index("targets:")] + "targets: goals/targets.csv\n"


def _goals(state_: Before) -> list[float | None]:
    return [target.goal.low for plan in state_.plans for target in plan.targets]


def test_a_plan_in_a_table_is_read_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = repository(tmp_path)
    repo.put("plan.yaml", IN_A_TABLE)
    repo.put("figures.csv", GOOD)
    repo.put("goals/targets.csv", TABLE.format(goal=60))
    repo.commit("first")
    repo.put("goals/targets.csv", TABLE.format(goal=50))
    # A table that was edited makes the work tree another than HEAD.
    assert _goals(found("HEAD", both(tmp_path))) == [60]
    auto = found("auto", both(tmp_path))
    assert (auto.base.label[:4], _goals(auto)) == ("HEAD", [60])
    repo.commit("second")
    assert _goals(found("HEAD~1", both(tmp_path))) == [60]
    in_folder(repo, monkeypatch)
    assert _goals(read("HEAD~1:plan.yaml")) == [60]
    # So it is of a folder beside, and a table outside of the repository is none of a commit.
    assert _goals(found(str(tmp_path), both(tmp_path))) == [50]
    repo.put("plan.yaml", IN_A_TABLE.replace("goals/", "../"))
    repo.commit("third")
    assert codes(before("HEAD", both(tmp_path), {})[1]) == ["X023"]
