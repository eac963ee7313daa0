"""The weapons on record, one by one, and the figures on which the claimants disagree."""

import pandas as pd

from dossier.evidence.claims import support
from dossier.schema.files import rows
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import figure_link, short
from militant_unity.data import Dataset

WEAPONS = (
    ("152 mm shells", "2023-11-02-rok-mnd-shell-152mm", "room in boxes, if all held them", ()),
    ("122 mm rockets", "2023-11-02-rok-mnd-rocket-122mm", "room in boxes, if all held them", ()),
    ("rockets and missiles for Wagner", "2022-12-22-arms-transfer-us", "said, with images of a train", ()),
    (
        "KN-23 or KN-24 ballistic missiles",
        "2024-01-04-us-white-house-nsc-missile-fired",
        "wrecks examined",
        ("2024-06-28-conflict-armament-research-missile-fired",),
    ),
    (
        "KN-23A ballistic missile",
        "2025-04-24-ukraine-military-source-via-reuters-missile-fired",
        "said of one that was fired",
        (),
    ),
    ("170 mm guns and 240 mm rocket launchers", "2024-11-30-ukraine-hur-launcher", "said", ()),
    (
        "mortar rounds",
        "2025-09-guseinova-friedrich-naumann-foundation-round",
        "a study's range",
        (),
    ),
)
"""Each weapon with the first row that names it, what it rests on in our words, and any stronger row."""


def weapons_table(data: Dataset) -> ShownTable:
    """Show each kind of weapon on record: who named it first, when, and what that rests on."""
    said = {row.statement_id: (row.speaker, row) for row in rows(data.statements)}
    said |= {row.estimate_id: (short(row.claimant), row) for row in rows(data.estimates)}
    shown = pd.DataFrame(
        {
            "weapon": [weapon for weapon, *_ in WEAPONS],
            "first named": [
                Link(said[first][1].statement_date, row_link(first).address) for _, first, *_ in WEAPONS
            ],
            "by": [said[first][0] for _, first, *_ in WEAPONS],
            "rests on": [basis for *_, basis, _ in WEAPONS],
            "report": support(pd.Series([said[first][1].confidence for _, first, *_ in WEAPONS])),
            "stronger row": [[row_link(each) for each in more] or None for *_, more in WEAPONS],
        }
    )
    shown = shown.sort_values("first named", key=lambda cells: cells.map(lambda link: link.text))
    return ShownTable(
        shown.reset_index(drop=True),
        "Question 3. Kinds of weapon on record, and who named each first; no full register",
    )


DISPUTED = (
    (
        "voyages to January or February 2024",
        ("2024-02-28-csis-voyage", "2024-03-01-nk-pro-voyage", "2024-06-22-rusi-voyage"),
        "nearly one window",
    ),
    (
        "voyages in longer windows",
        ("2025-04-15-osc-reuters-voyage", "2025-05-29-msmt-voyage"),
        "twenty months against one year",
    ),
    (
        "missiles fired",
        (
            "2024-09-04-us-state-department-koepcke-missile-fired",
            "2024-12-02-ukraine-hur-cherniak-missile-fired",
        ),
        "the later figure is the lower",
    ),
    (
        "missiles handed over",
        (
            "2025-01-23-ukraine-hur-budanov-missile-supplied",
            "2025-05-29-msmt-missile-supplied",
            "2025-09-guseinova-friedrich-naumann-foundation-missile-supplied",
        ),
        "the study's window is longer",
    ),
    (
        "share of Russian fire",
        (
            "2024-10-04-western-intelligence-via-the-times-share-of-russian-use",
            "2024-10-27-ukraine-kharkiv-group-of-forces-via-isw-share-of-russian-use",
            "2025-07-12-ukraine-hur-budanov-share-of-russian-use",
        ),
        "the second is for the Kharkiv axis only",
    ),
    (
        "value",
        ("2024-10-28-guseinova-friedrich-naumann-foundation-value-sent", "2025-04-kida-rok-value-sent"),
        "price of arms against benefit from arms and troops",
    ),
)
"""Figures on one matter that do not agree, by row of ``estimates``, and what differs in our words."""


def disputed_table(data: Dataset) -> ShownTable:
    """Show the figures on which claimants disagree beside those of boxes and rounds."""
    known = {row.estimate_id: row for row in rows(data.estimates)}
    shown = pd.DataFrame(
        {
            "what": [what for what, *_ in DISPUTED],
            "figures": [[figure_link(known[each]) for each in ids] for _, ids, _ in DISPUTED],
            "what differs": [differs for *_, differs in DISPUTED],
        }
    )
    return ShownTable(shown, "Question 1. Beyond boxes and rounds: where the sources disagree")
