"""Scoring models: what is read, and what is said about what is wrong, with its place."""

import re
from pathlib import Path

import pytest

from planck.load import rules
from planck.load.plan.dump import dump_plan
from planck.load.plan.keys import schema_text
from planck.load.plan.plan import load_plan
from planck.load.scoring import keys
from planck.load.scoring.keys import FILE, MODEL, dump_model
from planck.load.scoring.model import holds_model, load_model
from planck.load.scoring.model import read_model as shipped
from planck.load.tables import tables_beside
from planck.model import Language, Rule
from planck.model.scoring import Better, FillRule, Normalisation, Of, ScoringModel, Standing
from planck.pipeline.files import documents
from planck.registry import RULES
from planck.words import rule as words_of
from tests.load.plan_text import HEADER
from tests.scoring.building import HEAD, document, model, read_model

MODELS = Path(__file__).parents[2] / "targets" / "models"
GOOD = "domains: {a: {indicators: {x: {}, y: {}}}}\n"
WRONG = [
    # Body below the head of five lines, and the findings as `CODE line:column`.
    (GOOD, []),
    ("domains: {}\n", []),
    ("domains: {a: {weight: 40, indicators: {x: {}}}, b: {weight: 50, indicators: {y: {}}}}\n", ["S100 5:1"]),
    ("domains: {a: {weight: 25%, indicators: {x: {}}}, b: {weight: 75%, indicators: {y: {}}}}\n", []),
    ("domains: {a: {weight: 0.3, indicators: {x: {}}}, b: {weight: 0.7, indicators: {y: {}}}}\n", []),
    ("domains: {a: {weight: 100, indicators: {x: {weight: 40}, y: {weight: 60}}}}\n", []),
    (
        "domains: {a: {weight: 30, indicators: {x: {weight: 12}, y: {weight: 18}}}, b: {weight: 70, indicators: {z: {}}}}\n",
        [],
    ),
    ("domains: {a: {indicators: {x: {weight: 40}, y: {weight: 50}}}}\n", ["S100 5:15"]),
    ("domains: {a: {indicators: {x: {weight: 40}, y: {}}}}\n", ["S101 5:45"]),
    ("domains: {a: {indicators: {x: {parts: {level: 40%, growth: 50%}}}}}\n", ["S102 5:32"]),
    ("domains: {a: {indicators: {x: {normalise: {method: min_max, standard: 1}}}}}\n", ["S103 5:61"]),
    ("domains: {a: {indicators: {x: {normalise: standard}}}}\n", ["S104 5:43"]),
    ("aggregate: {method: arithmetic, power: 2}\n" + GOOD, ["S103 5:33"]),
    ("aggregate: generalised\n" + GOOD, ["S104 5:12"]),
    ("normalise: {method: goalposts, worst: 1, best: 1}\n" + GOOD, ["S105 5:12"]),
    ("normalise: {method: min_max, low: 2, high: 1}\n" + GOOD, ["S105 5:12"]),
    ("normalise: {method: standard, standard: 0}\n" + GOOD, ["S105 5:12"]),
    ("normalise: {method: step_bands, bands: [[80, 32], [90, 36]]}\n" + GOOD, ["S105 5:12"]),
    ("normalise: {method: step_bands, bands: [[90, 36], [80, 38]]}\n" + GOOD, ["S105 5:12"]),
    ("normalise: {method: step_bands, bands: [[90, 36], [[a], 32]]}\n" + GOOD, ["S023 5:52"]),
    ("normalise: {method: interval, low: 1, high: 2, least: 3, most: 4}\n" + GOOD, ["S105 5:12"]),
    ("normalise: {method: interval, low: 2, high: 3, least: 1, most: 4}\n" + GOOD, []),
    ("domains: {a: {}}\n", ["S106 5:11"]),
    ("domains: {a: {indicators: {}}}\n", ["S106 5:11"]),
    ("domains: {a: {indicators: {x: {}}, targets: {}}}\n", ["S106 5:11"]),
    ("grades: [{grade: a, at_least: 1}, {grade: b, at_least: 2}]\n" + GOOD, ["S107 5:1"]),
    ("grades: [{grade: a}, {grade: b, at_least: 2}]\n" + GOOD, ["S107 5:1"]),
    ("grades: [{grade: a, at_least: 2}, {grade: a}]\n" + GOOD, ["S107 5:1"]),
    ("grades: [{grade: a, at_least: 2, rank: 1}, {grade: b, at_least: 2}, {grade: c}]\n" + GOOD, []),
    ("grades: [{at_least: 2}]\n" + GOOD, ["S022 5:10"]),
    ("veto: {v: {at_least: 1, grade: z}}\n" + GOOD, ["S108 5:32"]),
    ("quota: {count: 1, grades: [z]}\n" + GOOD, ["S108 5:28"]),
    ("domains: {a: {indicators: {x: {only: [core]}}}}\n", ["S109 5:39"]),
    ("domains: {a: {indicators: {x: {aliases: [n]}, y: {name: {zh: N}}}}}\n", ["S110 5:62"]),
    ("domains: {a: {indicators: {x: {aliases: [n]}, y: {name: N}}}}\n", ["S110 5:57"]),
    ("grades: [{grade: a}]\nveto: {v: {grade: a}}\n" + GOOD, ["S112 6:8"]),
    ("grades: [{grade: a}]\nveto: {v: {at_least: 1, at_most: 2, grade: a}}\n" + GOOD, ["S112 6:8"]),
    ("grades: [{grade: a}]\nveto: {v: {at_least: x, grade: a}}\n" + GOOD, ["S023 6:22"]),
    ("grades: [{grade: a}]\nveto: {v: {at_least: 1, grade: A!}}\n" + GOOD, ["S023 6:32"]),
    ("domians: {}\n", ["S022 1:1", "S021 5:1"]),
    ("ties: mni\n" + GOOD, ["S024 5:7"]),
    ("missing: {threshold: 0.6}\n" + GOOD, ["S027 5:22"]),
    ("domains: {a: {weight: -1, indicators: {x: {}}}}\n", ["S023 5:23"]),
    ("domains: {a: {weight: x%, indicators: {x: {weight: 1}, y: {weight: 2}}}}\n", ["S023 5:23"]),
    ("domains: {a: {indicators: {x: {parts: {level: 40, growth: 60%}}}}}\n", ["S023 5:47"]),
    ("weights: critic\n" + GOOD, []),
    ("weights: critic\ndomains: {a: {weight: 100, indicators: {x: {}}}}\n", ["S113 6:11"]),
    ("domains: {a: {weights: pca, indicators: {x: {weight: 40}, y: {}}}}\n", ["S113 5:42"]),
    ("domains: {a: {weights: pca, indicators: {x: {parts: {level: 40%, growth: 60%}}}}}\n", ["S113 5:42"]),
    ("domains: {a: {weights: pca, targets: {}}}\n", ["S113 5:11"]),
    ("domains: {a: {weights: entrpy, indicators: {x: {}}}}\n", ["S024 5:24"]),
    ("aggregate: ratio\ndomains: {a: {indicators: {x: {}}}}\n", ["S114 1:1"]),
    ("domains: {a: {aggregate: ratio, indicators: {x: {}, y: {}, z: {}}}}\n", ["S114 5:11"]),
    ("domains: {a: {series: {normalise: as_is}, indicators: {x: {}}}}\n", ["S106 5:11"]),
    ("better: lower\n" + GOOD + "grades: [{grade: g, at_least: 5}, {grade: h}]\n", ["S107 7:1"]),
    (GOOD + "grades: [{grade: g, less_than: 5}, {grade: h}]\n", ["S107 6:1"]),
    ("better: lower\n" + GOOD + "grades: [{grade: g, less_than: 20}, {grade: h, less_than: 10}]\n", ["S107 7:1"]),
    ("better: lower\n" + GOOD + "grades: [{grade: g, less_than: 10}, {grade: h, less_than: 20}, {grade: i}]\n", []),
    (
        "aggregate: sum\ndomains: {a: {weight: 1, series: {normalise: as_is}}, b: {weight: 0.5, indicators: {x: {}}}}\n",
        [],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), WRONG, ids=[str(place) for place in range(len(WRONG))])
def test_what_is_wrong_with_a_model(body: str, wanted: list[str]) -> None:
    found, findings = read_model(HEAD + body)
    said = []
    for finding in findings:
        assert finding.place is not None
        said.append(f"{finding.code} {finding.place.line}:{finding.place.column}")
    assert said == wanted
    assert (found is None) == bool(wanted)


def test_texts_that_are_no_model_at_all() -> None:
    for text, code in (("", "S010"), ("- a\n", "S023"), ("a: [\n", "S001"), ("planck: 2\nmodel: a\n", "S020")):
        found, findings = read_model(text)
        assert found is None
        assert [finding.code for finding in findings] == [code]


def test_many_findings_are_counted_and_not_all_listed() -> None:
    body = "domains: {a: {indicators: {" + ", ".join(f"x{at}: {{foo: 1}}" for at in range(300)) + "}}}\n"
    findings = read_model(HEAD + body)[1]
    assert len(findings) == 201


def test_a_model_says_everything_that_it_can() -> None:
    found = model(
        "standing: modelled_on\nweights: critic\nnotice: {en: ours}\nsource: {issuer: someone, issued: 2021}\nfull: 10\n"
        "aggregate: {method: generalised, power: 0.5}\nnormalise: {method: min_max, digits: 2, low: 1}\n"
        "missing: {rule: peer_mean, domains: zero, threshold: 60%, carry: 2}\n"
        "round: {digits: 1, before_ranks: true, below: 5}\nties: dense\nbetter: lower\n"
        "classes: {core: {regions: [A]}}\nregions: [{name: A, aliases: [a]}]\n"
        "domains: {a: {domains: {b: {indicators: {x: {better: lower, only: [core], parts: {level: 40%, growth: {share: 60%,"
        " normalise: z_score}}}}}, c: {weights: entropy, indicators: {y: {}}}}}}\n"
        "bonus: {cap: 5, items: {p: {points: 2, per: 3, beyond: 1, cap: 4, unit: 项}}}\n"
        "deductions: {items: {q: {points: 1}}}\ngrades: [{grade: g, less_than: 5, rank: 3}, {grade: h}]\n"
        "veto: {v: {less_than: 1, grade: h}, w: {at_most: 2, grade: h}, u: {more_than: 3, grade: h}}\n"
        "quota: {name: {en: cup}, count: 2, grades: [g]}\n"
    )
    assert (found.standing, found.full, found.aggregate.power) == (Standing.MODELLED_ON, 10, 0.5)
    assert (found.missing.rule, found.missing.threshold, found.missing.carry) == (FillRule.PEER_MEAN, 0.6, 2)
    assert (found.rounding.digits, found.rounding.before_ranks, found.rounding.below) == (1, True, 5)
    assert (found.missing.domains, found.better, found.grades[0].less_than) == (FillRule.ZERO, Better.LOWER, 5)
    leaf, _ = found.leaves()
    assert (found.weights, found.domains[0].domains[1].weights) == ("critic", "entropy")
    level, growth = leaf.parts
    assert level.normalise == Normalisation(method="min_max", settings=(("low", 1.0), ("digits", 2.0)))
    assert (growth.of, growth.share, growth.normalise.method) == (Of.GROWTH, 0.6, "z_score")
    (bonus,) = found.bonus.items
    assert (found.bonus.cap, bonus.points, bonus.per, bonus.beyond, bonus.cap) == (5, 2, 3, 1, 4)
    assert [(veto.low, veto.high, veto.strict) for veto in found.vetoes] == [
        (None, 1, True),
        (None, 2, False),
        (3, None, True),
    ]
    assert found.quota is not None
    assert (found.quota.count, found.quota.grades) == (2, ("g",))
    assert not found.of_plan
    assert found.regions[0].aliases == ("a",)
    assert read_model(dump_model(found)) == (found, ())


def test_a_model_of_a_plans_targets_knows_that_it_is_one() -> None:
    assert model("domains: {a: {domains: {b: {targets: {of: ratio}}}}}\n").of_plan


PLAN = "".join(HEADER.values()) + "targets:\n  firms: {name: {en: firms}, measure: stock, goal: {at_least: 10}}\n"
SCORINGS = [
    ("{use: models/a.yaml}", "models/a.yaml", []),
    ("{use: models/a.yaml, ties: min}", None, ["S111"]),
    ("{ties: min}", None, ["S111"]),
    ("{domains: {a: {targets: {}}}}", "plan", []),
    ("{title: {en: own}, domains: {a: {targets: {}}}}", "plan", []),
    ("{domains: {a: {}}}", None, ["S106"]),
    ("{domains: {a: {targets: {foo: 1}}}}", None, ["S021"]),
    ("x", None, ["S023"]),
]


@pytest.mark.parametrize(("text", "wanted", "codes"), SCORINGS, ids=[text for text, _, _ in SCORINGS])
def test_what_a_plan_says_of_its_score(text: str, wanted: str | None, codes: list[str]) -> None:
    plan, findings = load_plan(document(PLAN + f"scoring: {text}\n", "plan.yaml"))
    assert [finding.code for finding in findings] == codes
    assert plan is not None
    scoring = plan.scoring
    assert (scoring.id if isinstance(scoring, ScoringModel) else scoring) == (plan.id if wanted == "plan" else wanted)
    if not codes:
        assert load_plan(document(dump_plan(plan), "plan.yaml")) == (plan, ())
    if isinstance(scoring, ScoringModel):
        assert scoring.title.en == ("own" if "own" in text else plan.title.en)


def test_the_packaged_schema_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(MODEL)
    assert MODEL.schema()["required"] == ["planck", "model", "title", "domains"]


def test_models_by_name_are_read_with_their_tables_and_say_no_path() -> None:
    found, inputs, findings = shipped("sdg-index")
    assert found is not None
    assert (found.id, len(found.classes) > 1, findings) == ("sdg-index", True, ())
    assert [one.file for one in inputs] == ["sdg-index", "sdg-index-regions.csv"]
    assert shipped("nowhere")[:2] == (None, ())
    path = str(MODELS / "hdi.yaml")
    assert [one.file for one in shipped(path)[1]] == [path]


def test_writing_the_schema(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(keys, "FILE", tmp_path / "model-1.json")
    keys.write_schema()
    assert (tmp_path / "model-1.json").read_text(encoding="utf-8") == schema_text(MODEL)


FOUND = [rule for rule in vars(rules).values() if isinstance(rule, Rule) and re.fullmatch(r"S1\d\d", rule.code)]


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_models_that_ship_are_written_and_read_back(path: Path) -> None:
    [file], _ = documents([str(path)], 1 << 20, None)
    found, findings = load_model(file, tables_beside(file, []))
    assert findings == ()
    assert found is not None
    assert read_model(dump_model(found)) == (found, ())


@pytest.mark.parametrize("rule", FOUND, ids=lambda rule: rule.code)
def test_every_rule_is_tested_above(rule: Rule) -> None:
    assert RULES[rule.code] is rule
    tested = [code for _, wanted in WRONG for code in wanted] + [code for _, _, codes in SCORINGS for code in codes]
    assert any(code.startswith(rule.code) for code in tested)
    for text in (words_of(rule.code).help, words_of(rule.code).what, words_of(rule.code).why):
        assert text.in_(Language.EN)[-1] in ".}"
        assert text.in_(Language.ZH)[-1] in "。}"


def test_a_search_for_plans_passes_models_over(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for name, text, wanted in (("a", HEAD + GOOD, True), ("b", PLAN, False), ("c", "x: 1\n", False)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert holds_model(str(tmp_path / name)) is wanted
    assert not holds_model(str(tmp_path / "nowhere"))
