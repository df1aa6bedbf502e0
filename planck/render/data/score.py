"""Scores as JSON."""

from collections.abc import Sequence

from planck.model import Language
from planck.model.scorecard import Explanation, Omission, Prospect, Scorecard, Scores, Uncertainty, UnitScore, Weighing
from planck.model.scoring import Domain, MissingData, Part, Rounding, ScoringModel
from planck.record import Record
from planck.render import View
from planck.render.data import FORMAT_VERSION, FindingData, InputData, Json, Tool, Writer, findings_data, lean
from planck.view.score_words import STANDINGS


class PartData(Record):
    """What an indicator is scored by: a number of it, on a scale."""

    of: str
    share: float
    method: str


class IndicatorData(Record):
    """An indicator of a model."""

    id: str
    name: str
    unit: str
    weight: float | None
    better: str
    parts: tuple[PartData, ...]


@lean
class DomainData(Record):
    """A domain of a model; `targets`: its parts are the targets of plans, `parts`: by these numbers of theirs."""

    id: str
    name: str
    weight: float | None
    aggregate: str
    domains: tuple["DomainData", ...]
    indicators: tuple[IndicatorData, ...]
    targets: bool
    parts: tuple[PartData, ...]


class ModelData(Record):
    """A model with all of its weights; `says`: what its standing means."""

    id: str
    title: str
    standing: str
    says: str
    notice: str
    full: float
    aggregate: str
    domains: tuple[DomainData, ...]
    missing: MissingData
    rounding: Rounding
    ties: str


class CellsData(Record):
    """How many cells there are, and what those with figures rest on."""

    wanted: int
    known: int
    carried: int
    assumed: int
    provisional: int


lean(UnitScore)


@lean
class CardData(Record):
    """Everything that a model made of the figures."""

    model: ModelData
    period: str | None
    cells: CellsData
    units: tuple[UnitScore, ...]
    explanations: tuple[Explanation, ...]
    uncertainty: Uncertainty | None
    omissions: tuple[Omission, ...]
    weighings: tuple[Weighing, ...]
    prospects: tuple[Prospect, ...]


class ScoresData(Record):
    """A run of `planck score`."""

    format_version: str = FORMAT_VERSION
    tool: Tool
    inputs: tuple[InputData, ...]
    figure_count: int
    plans: tuple[str, ...]
    score: CardData | None
    findings: tuple[FindingData, ...]


def _domain(domain: Domain, writer: Writer) -> DomainData:
    return writer.made(
        DomainData, domain,
        aggregate=domain.aggregate.method,
        domains=tuple(_domain(part, writer) for part in domain.domains),
        indicators=tuple(
            writer.made(
                IndicatorData, one,
                parts=_parts(one.parts),
            )
            for one in domain.indicators
        ),
        targets=domain.targets is not None,
        parts=_parts(domain.targets.parts if domain.targets else ()),
    )  # fmt: skip


def _parts(parts: Sequence[Part]) -> tuple[PartData, ...]:
    return tuple(PartData(of=each.of, share=each.share, method=each.normalise.method) for each in parts)


def _model(model: ScoringModel, writer: Writer) -> ModelData:
    return writer.made(
        ModelData, model,
        says=STANDINGS[model.standing].in_(writer.language),
        aggregate=model.aggregate.method,
        domains=tuple(_domain(domain, writer) for domain in model.domains),
    )  # fmt: skip


def card_data(card: Scorecard, writer: Writer) -> CardData:
    """A scorecard in full, without its findings."""
    return writer.made(
        CardData, card, model=_model(card.model, writer), cells=writer.made(CellsData, card, wanted=card.cells)
    )


def scores_data(scores: Scores, view: View) -> Json:
    """The complete scores."""
    own = scores.card.model.language if scores.card else Language.EN
    writer = Writer(view.language or own)
    return writer.plain(
        writer.made(
            ScoresData, scores,
            format_version=FORMAT_VERSION,
            tool=Tool(version=scores.version),
            inputs=[writer.made(InputData, one) for one in scores.inputs],
            score=card_data(scores.card, writer) if scores.card else None,
            findings=findings_data(scores.all_findings, writer),
        )
    )  # fmt: skip
