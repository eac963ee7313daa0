"""Tables `quotations`, `quotation_labels` and `concordance_words` become whom the articles quote, and how."""

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.articles import article_ids
from dossier.evidence.claims import names
from dossier.evidence.selections import selected_id
from dossier.reading.score import score_labels, without_echoes
from dossier.schema.words import QUOTATION_MODES, counted
from dossier.show.chart import Chart
from dossier.show.leave_one_out import draw_counts, quotient, ranged, with_range
from dossier.show.names import article_links, article_names, by_name
from dossier.show.table import French, ShownTable
from militant_unity.data import Dataset
from militant_unity.words.key_words import counts, followed
from militant_unity.words.tie_names import in_several, ties

STAKES = {
    "party": "party",
    "ally_of_party": "ally",
    "adversary_of_party": "adversary",
    "third_state": "third state",
    "independent": "independent",
    "": "unknown",
}
"""Who speaks, by interest; unknown: a document, or somebody whose stake is not coded."""


def labelled(data: Dataset) -> list[str]:
    """Return the articles whose quotations were read by hand, in order of publication."""
    read = set(data.quotation_labels["source_id"])
    return [article for article in article_ids(data) if article in read]


def quotations(data: Dataset) -> pd.DataFrame:
    """Return the quotations as they are read by hand: ``source_id, quotation_id, mode, speaker, cue``.

    A row that the program missed has no ``quotation_id`` and no ``cue``.
    """
    labels = data.quotation_labels
    read = labels.loc[labels["verdict"].eq("quotation"), ["source_id", "quotation_id", "mode", "speaker"]]
    cues = data.quotations[["quotation_id", "cue"]]
    return read.merge(cues, how="left", on="quotation_id", validate="many_to_one")


def by_program(data: Dataset) -> pd.DataFrame:
    """Return what the program found in the articles that were read by hand."""
    found = without_echoes(data.quotations)
    return found[found["source_id"].isin(labelled(data))]


def voices(data: Dataset, quoted: pd.DataFrame) -> pd.DataFrame:
    """Count the quotations of ``quoted`` by article (rows) and stake of the speaker (columns)."""
    stake = quoted["speaker"].map(data.entities.set_index("entity_id")["interest"]).fillna("")
    table = pd.crosstab(quoted["source_id"], stake)
    return table.reindex(index=labelled(data), columns=list(STAKES), fill_value=0)


def stakes_heard(*tables: pd.DataFrame) -> list[str]:
    """Return the stakes of which a table of ``voices`` has a quotation, and that of nobody known."""
    return [stake for stake in STAKES if not stake or any(table[stake].any() for table in tables)]


def draw_voices(data: Dataset) -> Chart:
    """Draw who is quoted in each article, by stake."""
    table = by_name(data, voices(data, quotations(data)))
    known = table.drop(columns="")
    loudest = known.max(axis=1).sort_values(ascending=False, kind="stable").head(2).index
    parts = [
        f"{counts.max()} of {table.loc[str(article)].sum()} in {article} {OF_STAKE[str(counts.idxmax())]}"
        for article, counts in known.loc[loudest].iterrows()
    ]
    by_stake = table[stakes_heard(table)].rename(columns=STAKES).T
    return draw_counts(
        by_stake, f"Quotations: {'; '.join(parts)}", "Quotations by article", open_row=STAKES[""]
    )


OF_STAKE = {
    "party": "from a party",
    "ally_of_party": "from allies of a party",
    "adversary_of_party": "from adversaries",
    "third_state": "from third states",
    "independent": "from independent speakers",
}
"""The stakes in the words of a title."""


def voices_table(data: Dataset) -> ShownTable:
    """Show the quotations by stake as they are read by hand, beside what the program has."""
    counted_by = [by_name(data, voices(data, found)) for found in (quotations(data), by_program(data))]
    heard_at_all = stakes_heard(*counted_by)
    by_hand, program = (table[heard_at_all].T.rename(index=STAKES) for table in counted_by)
    for table in (by_hand, program):
        table["all"] = table.sum(axis=1)
        table.loc["all"] = table.sum()
    shown = (by_hand.astype(str) + " (" + program.astype(str) + ")").rename_axis("stake").reset_index()
    return ShownTable(
        shown, "Quotations by stake of the speaker: read by hand, and in brackets the program's"
    )


def modes(data: Dataset) -> pd.DataFrame:
    """Count the quotations by article: by mode, all, of unknown stake, missed by the program."""
    read = quotations(data)
    by_mode = pd.crosstab(read["source_id"], read["mode"]).reindex(
        index=labelled(data), columns=list(QUOTATION_MODES), fill_value=0
    )
    return by_mode.assign(
        quotations=by_mode.sum(axis=1),
        unknown=voices(data, read)[""],
        missed=read["quotation_id"]
        .isna()
        .groupby(read["source_id"])
        .sum()
        .reindex(labelled(data))
        .fillna(0)
        .astype(int),
    )


def modes_table(data: Dataset) -> ShownTable:
    """Show how the articles quote: how often, in what mode, and what the program missed."""
    by_article = modes(data)
    cells = {
        "article": [
            *article_links(data, by_article.index),
            f"all {counted(len(by_article))}",
            "% (one left out)",
        ]
    }
    cells["all"] = [*by_article["quotations"].astype(str), str(by_article["quotations"].sum()), ""]
    columns = {"direct": "direct", "mixed": "mixed", "indirect": "indirect"}
    columns |= {"unknown": "stake unknown", "missed": "missed by the program"}
    for column, name in columns.items():
        share = with_range(quotient(by_article, column, "quotations"), 0)
        cells[name] = [*by_article[column].astype(str), str(by_article[column].sum()), share]
    return ShownTable(pd.DataFrame(cells), "Quotations by article and mode, as they are read by hand")


def cues_of_quotations(data: Dataset) -> pd.DataFrame:
    """Count the words that introduce a quotation (rows) by article (columns), the commonest first.

    Only quotations that the program found have such a word on file.
    """
    read = quotations(data).dropna(subset=["cue"])
    table = pd.crosstab(read["cue"], read["source_id"]).reindex(columns=article_ids(data), fill_value=0)
    return table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def reporting_table(data: Dataset, fewest: int = 2) -> ShownTable:
    """Show the words that introduce two quotations or more, by article."""
    table = cues_of_quotations(data)
    often = table[table.sum(axis=1).ge(fewest)]
    once = [str(cue) for cue in table.index[table.sum(axis=1).lt(fewest)]]
    shown = pd.DataFrame(
        {
            "word": [French(str(cue)) for cue in often.index],
            **{article_names(data)[article]: list(often[article]) for article in article_ids(data)},
            "all": list(often.sum(axis=1)),
        }
    )
    return ShownTable(shown, f"Words that introduce quotations; once each: {', '.join(once)}")


def speakers_table(data: Dataset, fewest: int = 2) -> ShownTable:
    """Show who is quoted at least ``fewest`` times, and in which articles."""
    known, stakes = names(data), data.entities.set_index("entity_id")["interest"]
    found = heard(data)
    found = found[found["quotations"].ge(fewest)]
    shown = pd.DataFrame(
        {
            "speaker": [known[speaker] for speaker in found.index],
            "stake": [STAKES[stakes[speaker]] for speaker in found.index],
            "quotations": list(found["quotations"]),
            "in articles": [article_links(data, held) for held in found["held"]],
        }
    )
    return ShownTable(shown, f"Speakers quoted at least {counted(fewest)} times, as they are read by hand")


def heard(data: Dataset) -> pd.DataFrame:
    """Return each identified speaker with the number of quotations and the articles that hold them."""
    order = article_ids(data).index
    named = quotations(data).dropna(subset=["speaker"]).groupby("speaker")["source_id"]
    speakers = pd.DataFrame(
        {
            "quotations": named.size(),
            "held": named.agg(lambda articles: sorted(set(articles), key=order)),
        }
    )
    return speakers.sort_values("quotations", ascending=False, kind="stable")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on quotations or names may quote."""
    summit, visit, treaty, troops = (
        selected_id(data, "words.articles", part) for part in ("summit", "visit", "treaty", "troops")
    )
    quoted, speakers, said = modes(data), heard(data), voices(data, quotations(data))
    by_noun, words = ties(data), counts(data, "word").T
    used = cues_of_quotations(data).sum(axis=1)
    read = {row["finder"]: row for row in score_labels(data.quotations, data.quotation_labels)}
    passages, speaking = read["quotations"], read["speakers"]
    found = by_program(data)
    return {
        "speakers_identified": len(speakers),
        "speakers_in_several": in_several(speakers),
        "quotations_read": int(quoted["quotations"].sum()),
        "quotations_wrong": passages["found"] - passages["right"],
        "quotations_missed": passages["true"] - passages["right"],
        "quotations_precision": passages["precision"],
        "quotations_recall": passages["recall"],
        "quoted_speakers_right": speaking["right"],
        "quoted_speakers_true": speaking["true"],
        **ranged("quotations_mixed", quotient(quoted, "mixed", "quotations", 1), 4),
        "quotations_with_cue": int(used.sum()),
        "quotations_declared": int(used.get(followed(data, "declared"), 0)),
        "quotations_according": int(used.get(followed(data, "according"), 0)),
        "voices_adversary_troops": int(said["adversary_of_party"][troops]),
        "voices_troops": int(quoted["quotations"][troops]),
        "voices_independent_summit": int(said["independent"][summit]),
        "voices_summit": int(quoted["quotations"][summit]),
        "voices_party_treaty": int(said["party"][treaty]),
        "voices_party_treaty_by_program": int(voices(data, found)["party"][treaty]),
        "voices_treaty": int(quoted["quotations"][treaty]),
        **{name: int(_of_noun(by_noun, noun).sum()) for name, noun in _TIES.items()},
        "tie_alliance_visit": int(_of_noun(by_noun, "alliance")[visit]),
        "tie_partnership_treaty": int(_of_noun(by_noun, "partnership")[treaty]),
        "tie_cooperation_english": int(words[followed(data, "cooperation_english")].sum()),
        "tie_relations_plural": int(words[followed(data, "relations_plural")].sum()),
    }


_TIES = {
    "tie_alliance": "alliance",
    "tie_allies": "ally, allies",
    "tie_partnership": "partnership",
    "tie_cooperation": "cooperation",
    "tie_coalition": "coalition",
    "tie_relations": "relations",
}
"""Numbers that a sentence quotes, and the noun of `concordance_words` that each counts."""


def _of_noun(by_noun: pd.DataFrame, noun: str) -> "pd.Series[int]":
    if noun not in by_noun.index:
        problem, remedy = f"no form has the noun {noun!r}", "bring its rows back, or take out the sentence"
        raise DataError("concordance_words.csv", problem, column="noun", remedy=remedy)
    return by_noun.T[noun]
