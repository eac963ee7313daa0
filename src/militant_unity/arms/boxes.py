"""``conversions`` and counts of boxes become rounds a box and the grid of products, all exact."""

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup
from matplotlib.patches import Rectangle

from dossier.errors import DataError
from dossier.evidence.claimants import claimant_cells
from dossier.evidence.claims import support
from dossier.evidence.selections import selected_id, selected_ids, selected_row, selections
from dossier.schema.files import rows
from dossier.show.chart import FAINT, RECORD, Chart, canvas
from dossier.show.names import article_names
from dossier.show.table import ShownTable, table_html
from militant_unity.arms.counts import MILLION, article_containers, one_origin, said_on
from militant_unity.arms.factors import article_tonnes, factors_of_seoul, study_factors
from militant_unity.data import Dataset

ROCKETS = "rocket_122mm"
SHARES = (0.25, 0.5, 0.75, 1.0)
"""The share of boxes that held rounds: the quarters are ours, for no row states a share."""


def payloads(data: Dataset) -> pd.DataFrame:
    """Return tonnes a box by row of ``conversions``, and the rounds that such a weight would be.

    A row whose two ends come from two pages has a line for each. Columns ``part, what, tonnes, rounds`` (at
    the rail study's weight of a round), ``bare`` (of the bare shell, at the lower of its two weights), ``by,
    support``; the article's weight is circular and comes last.
    """
    known = {row.conversion_id: row for row in rows(data.conversions)}
    whole = float(selected_row(data, data.conversions, "arms.round_mass")["best"])
    bare = bare_shell(data)
    [one_page] = support(pd.Series(["single"]))
    lines: list[tuple[str, str, float, str, str | None]] = []
    for choice in selections(data, "arms.payloads"):
        row, part, name = known[choice.row_id], str(choice.part), str(choice.label)
        if isinstance(row.low_by, str) and isinstance(row.high_by, str):
            lines.append((part, f"{name}, lower figure", row.low / 1000, row.low_by, one_page))
            lines.append((part, f"{name}, higher figure", row.high / 1000, row.high_by, one_page))
        else:
            weight = row.low if pd.isna(row.best) else row.best
            [report] = support(pd.Series([row.confidence]))
            lines.append((part, name, weight / 1000, row.stated_by, report))
    article = article_names(data)[article_id(data)]
    lines.append(("article", f"implied by {article} alone", _article_tonnes_a_box(data), article, None))
    table = pd.DataFrame(lines, columns=["part", "what", "tonnes", "by", "support"])
    return table.assign(
        rounds=[int(tonnes * 1000 // whole) for tonnes in table["tonnes"]],
        bare=[int(tonnes * 1000 // bare) for tonnes in table["tonnes"]],
    )


def bare_shell(data: Dataset) -> float:
    """Return the lower weight of a bare shell in ``conversions``, in kilograms."""
    return float(selected_row(data, data.conversions, "arms.bare_shell")["low"])


def heaviest_payload(data: Dataset) -> float:
    """Return the highest payload of a box that ``conversions`` have of those chosen, in kilograms."""
    chosen = data.conversions["conversion_id"].isin(selected_ids(data, "arms.payloads"))
    return float(data.conversions.loc[chosen, "high"].max())


def article_id(data: Dataset) -> str:
    """Return the article whose count of boxes is set beside the record."""
    claim = article_containers(data)["claim_id"]
    return str(data.claims.set_index("claim_id").loc[claim, "source_id"])


def judged(data: Dataset) -> tuple[float, float]:
    """Return the range of rounds that a row of ``judgements`` states."""
    row = selected_row(data, data.judgements, "arms.judged_rounds")
    return float(row["low"]), float(row["high"])


def _article_tonnes_a_box(data: Dataset) -> float:
    return float(article_tonnes(data)["best"] / article_containers(data)["best"])


def payloads_table(data: Dataset) -> ShownTable:
    """Show what a box may carry, and how many rounds that is by weight."""
    whole = float(selected_row(data, data.conversions, "arms.round_mass")["best"])
    shown = payloads(data)[["what", "tonnes", "rounds", "bare", "by", "support"]].rename(
        columns={
            "what": "twenty-foot box",
            "tonnes": "tonnes",
            "rounds": f"rounds at {whole:g} kg",
            "bare": f"bare shells at {bare_shell(data):g} kg",
            "by": "stated by",
            "support": "report",
        }
    )
    return ShownTable(
        shown,
        "Question 1. Rounds a container by weight, our quotients; packing would lower every one of them",
    )


@dataclass(frozen=True)
class Dials:
    """The three factors of the product, each in the order of a dial, and the boxes of the study."""

    boxes: dict[str, float]
    shares: tuple[float, ...]
    loads: dict[str, float]
    study: str


def dials(data: Dataset) -> Dials:
    """Return the settings: boxes and rounds a box from the record, the shares ours."""
    known = {row.estimate_id: row for row in rows(data.estimates)}
    chosen = selected_ids(data, "arms.dial_boxes")
    counts = [known[row_id] for row_id in chosen]
    sides = claimant_cells(data, pd.Series([row.claimant for row in counts]), "side")
    names = {
        row.estimate_id: f"{row.best:,.0f} ({side}, {said_on(row.statement_date[:7])})"
        for row, side in zip(counts, sides, strict=True)
    }
    study_boxes = selected_id(data, "arms.study_boxes")
    if study_boxes not in names:
        remedy = "choose it for arms.dial_boxes too"
        raise DataError("selections.csv", "the study is on no dial", row=study_boxes, remedy=remedy)
    seoul, study = factors_of_seoul(data), study_factors(data)
    loads = {
        "rockets": float(round(rockets_a_box(data).min())),
        "OSC low": float(study["factor_low"]),
        "OSC high": float(study["factor_high"]),
        "Seoul low": float(seoul["factor_low"].min()),
        "Seoul high": float(seoul["factor_high"].max()),
        "bare shells": float(heaviest_payload(data) // bare_shell(data)),
    }
    boxes = {names[row.estimate_id]: float(row.best) for row in counts}
    return Dials(boxes, SHARES, loads, names[study_boxes])


def rockets_a_box(data: Dataset) -> "pd.Series[float]":
    """Return the rockets a box that each of Seoul's alternative figures implies."""
    keys = ["claimant", "statement_date"]
    boxes = data.estimates[data.estimates["item"].eq("container")]
    # A claimant may give several figures of a kind on one day: then each pair has a quotient.
    pairs = data.estimates[data.estimates["item"].eq(ROCKETS)].merge(
        boxes, on=keys, suffixes=("", "_boxes"), validate="many_to_many"
    )
    return pairs["best"] / pairs["best_boxes"]


def products(data: Dataset) -> pd.DataFrame:
    """Return rounds for every setting of the dials: boxes × share × rounds a box, exactly.

    Columns ``boxes, share, load`` (the settings as labels), ``rounds``, ``million``.
    """
    return _products(dials(data))


def _products(settings: Dials) -> pd.DataFrame:
    every = pd.DataFrame(
        [
            (boxes, f"{share:.0%}", load, count * share * each)
            for boxes, count in settings.boxes.items()
            for share in settings.shares
            for load, each in settings.loads.items()
        ],
        columns=["boxes", "share", "load", "rounds"],
    )
    return every.assign(million=every["rounds"].map(in_millions))


def in_millions(rounds: float) -> float:
    """Return millions to two decimals, a half upwards.

    >>> in_millions(1_185_000), in_millions(3_990_000)
    (1.19, 3.99)
    """
    return (int(rounds) + 5_000) // 10_000 / 100


def share_needed(boxes: float, load: float, rounds: float = MILLION) -> float:
    """Return the share of boxes that must hold rounds for ``rounds`` to be reached.

    >>> share_needed(10_000, 400), share_needed(10_000, 50)
    (0.25, 2.0)
    """
    return rounds / (boxes * load)


def draw_grid(data: Dataset) -> Chart:
    """Draw rounds by share and load for the boxes of the ship-by-ship study."""
    settings = dials(data)
    table = _products(settings)
    edges = judged(data)
    span = f"{edges[0] / MILLION:.0f} to {edges[1] / MILLION:.0f} million"
    wide = table[table["boxes"].eq(settings.study)].pivot_table(
        index="share", columns="load", values="million"
    )
    wide = wide.loc[[f"{share:.0%}" for share in settings.shares], list(settings.loads)]
    low, high = wide.min().min(), wide.max().max()
    count = settings.boxes[settings.study]
    message = f"At {count:,.0f} containers: {low:.1f} to {high:.1f} million rounds, as share and load are set"
    with canvas(message, 3.5) as (figure, axes):
        for row, (_, line) in enumerate(wide.iterrows()):
            for column, million in enumerate(line):
                rounds = million * MILLION
                depth = sum(rounds >= edge for edge in (MILLION, *edges))
                axes.add_patch(
                    Rectangle(
                        (column - 0.47, row - 0.45),
                        0.94,
                        0.9,
                        facecolor=RECORD if depth else "none",
                        alpha=(1, 0.15, 0.35, 0.55)[depth],
                        edgecolor=FAINT,
                        linestyle="-" if depth else ":",
                    )
                )
                within = edges[0] <= rounds <= edges[1]
                axes.annotate(
                    f"{million:.2f}",
                    (column, row),
                    ha="center",
                    va="center",
                    fontweight="bold" if within else "normal",
                )
        names = [f"{each:.0f}" for each in settings.loads.values()]
        axes.set_xticks(range(len(names)), names)
        axes.set_yticks(range(len(wide)), list(wide.index))
        axes.set_xlim(-0.5, len(names) - 0.5)
        axes.set_ylim(-0.5, len(wide) - 0.5)
        axes.set_xlabel(
            "rounds each: rockets · OSC low, high · Seoul low, high · bare shells\n"
            f"bold: {span}, judged {_likelihood(data)}   dotted: under one million",
            fontsize=8.5,
        )
        axes.set_ylabel("share of containers with rounds")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        by_share = "; ".join(
            f"share {share}: " + ", ".join(f"{value:.2f}" for value in line)
            for share, line in wide.iterrows()
        )
        return Chart.of(
            figure,
            f"{message}. Million rounds at {', '.join(names)} rounds a container, "
            f"by share of containers: {by_share}. As a whole, {span} are judged "
            f"{_likelihood(data)}.",
        )


def _likelihood(data: Dataset) -> str:
    return str(selected_row(data, data.judgements, "arms.judged_rounds")["likelihood"]).replace("_", " ")


@dataclass(frozen=True, repr=False)
class Stepper:
    """A table whose last columns a reader can step through; without a script it is the whole table."""

    table: ShownTable

    def __repr__(self) -> str:
        return repr(self.table)

    def _repr_html_(self) -> str:
        return Markup('<div class="stepper">{}</div>').format(table_html(self.table))


def grid_table(data: Dataset) -> ShownTable:
    """Show every product of the dials, in million rounds."""
    settings = dials(data)
    table = _products(settings)
    wide = table.pivot_table(index=["boxes", "share"], columns="load", values="million", sort=False)
    wide = wide.loc[:, list(settings.loads)]
    wide.columns = pd.Index([f"{each:.0f} ({load})" for load, each in settings.loads.items()])
    shown = wide.reset_index().rename(columns={"share": "share with rounds"})
    return ShownTable(
        shown,
        "Question 8. Million rounds: containers × share of containers with rounds × rounds a container. "
        "The two counts of "
        f"{one_origin(data):,.0f} may have one origin",
    )


def stepper(data: Dataset) -> Stepper:
    """Return the same table with its dials."""
    return Stepper(grid_table(data))


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on loads may quote, by name."""
    settings, lines = dials(data), payloads(data)
    study, load = settings.boxes[settings.study], settings.loads
    rounds, rockets = _products(settings)["rounds"], rockets_a_box(data)
    low, high = judged(data)
    heaviest, lightest = (
        heaviest_payload(data),
        float(selected_row(data, data.conversions, "arms.lightest_shell")["best"]),
    )
    least = lines.sort_values("tonnes").drop_duplicates("part").set_index("part")
    tonnes, by_weight = least["tonnes"].to_dict(), least["rounds"].to_dict()
    return {
        "grid_settings": len(rounds),
        "grid_low_million": in_millions(float(rounds.min())),
        "grid_high_million": in_millions(float(rounds.max())),
        "study_boxes": study,
        "study_share_for_a_million": share_needed(study, load["OSC low"]),
        "study_share_for_four_million": share_needed(study, load["OSC high"], low),
        "study_load_for_upper_end": round(high / study),
        "article_share_for_a_million": share_needed(float(article_containers(data)["best"]), load["OSC low"]),
        "rockets_a_box": round(rockets.min()),
        "rockets_a_box_high": round(rockets.max()),
        "rocket_alternatives": len(rockets),
        "rounds_a_box_bare": load["bare shells"],
        "rounds_a_box_lightest": int(heaviest // lightest),
        "bare_shell_kilograms": bare_shell(data),
        "lightest_shell_kilograms": lightest,
        "payload_newer_high": heaviest / 1000,
        "judged_likelihood": _likelihood(data),
        "judged_confidence": str(selected_row(data, data.judgements, "arms.judged_rounds")["confidence"]),
        "judged_low_million": low / MILLION,
        "judged_high_million": high / MILLION,
        "payload_road": float(tonnes["road"]),
        "payload_older": float(tonnes["older"]),
        "payload_newer": float(tonnes["newer"]),
        "rounds_by_road": int(by_weight["road"]),
        "rounds_newer": int(by_weight["newer"]),
        "rail_tonnes": float(selected_row(data, data.estimates, "arms.rail_tonnes")["low"]),
    }
