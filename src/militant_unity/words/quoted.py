"""Voices: whom the articles quote, and what they call the tie."""

import pandas as pd
from nltk.probability import ConditionalFreqDist

from dossier.evidence.articles import article_ids
from dossier.evidence.claims import names
from dossier.reading.score import score_labels
from dossier.show.chart import Chart
from dossier.show.leave_one_out import draw_counts, leave_one_out, quotient, ranged, told
from dossier.show.table import French, ShownTable
from militant_unity.data import Dataset
from militant_unity.words.key_words import counts
from militant_unity.words.tie_names import _in_several, ties

STAKES = {
    "party": "party",
    "adversary_of_party": "adversary",
    "third_state": "third state",
    "independent": "independent",
    "": "unknown",
}
"""Who speaks, by interest; unknown: a document, or somebody whose stake is not coded."""


def quotations(data: Dataset) -> pd.DataFrame:
    """Return the quotations as they are read by hand: ``source_id, quotation_id, mode, speaker, cue``.

    A row that the program missed has no ``quotation_id`` and no ``cue``.
    """
    labels = data.quotation_labels
    read = labels.loc[labels["verdict"].eq("quotation"), ["source_id", "quotation_id", "mode", "speaker"]]
    return read.merge(data.quotations[["quotation_id", "cue"]], how="left", on="quotation_id")


def voices(data: Dataset, found: pd.DataFrame) -> pd.DataFrame:
    """Count the quotations of ``found`` by article (rows) and stake of the speaker (columns)."""
    stake = found["speaker"].map(data.entities.set_index("entity_id")["interest"]).fillna("")
    table = pd.crosstab(found["source_id"], stake)
    return table.reindex(index=article_ids(data), columns=list(STAKES), fill_value=0)


def draw_voices(data: Dataset) -> Chart:
    """Draw who is quoted in each article, by stake."""
    table = voices(data, quotations(data))
    known = table.drop(columns="")
    first, second = known.max(axis=1).sort_values(ascending=False, kind="stable").index[:2]
    parts = [
        f"{known.loc[each].max()} of {table.loc[each].sum()} in {each} {OF_STAKE[known.loc[each].idxmax()]}"
        for each in (first, second)
    ]
    shown = table.rename(columns=STAKES).T
    return draw_counts(shown, f"Quotations: {'; '.join(parts)}", "Quotations by article", open_row=STAKES[""])


OF_STAKE = {
    "party": "from a party",
    "adversary_of_party": "from adversaries",
    "third_state": "from third states",
    "independent": "from independent speakers",
}
"""The stakes in the words of a title."""


def voices_table(data: Dataset) -> ShownTable:
    """Show the quotations by stake as they are read by hand, beside what the program has."""
    by_hand, program = (
        voices(data, found).T.rename(index=STAKES) for found in (quotations(data), data.quotations)
    )
    for table in (by_hand, program):
        table["all"] = table.sum(axis=1)
        table.loc["all"] = table.sum()
    shown = (by_hand.astype(str) + " (" + program.astype(str) + ")").rename_axis("stake").reset_index()
    return ShownTable(
        shown, "Quotations by stake of the speaker: read by hand, and in brackets the program's"
    )


def modes(data: Dataset) -> pd.DataFrame:
    """Count the quotations by article: by mode, all, unknown stake, missed by the program, two cues."""
    read = quotations(data)
    found = pd.crosstab(read["source_id"], read["mode"]).reindex(article_ids(data), fill_value=0)
    cues = ConditionalFreqDist(zip(read["source_id"], read["cue"].fillna(""), strict=True))
    return found.assign(
        quotations=found.sum(axis=1),
        unknown=voices(data, read)[""],
        missed=read["quotation_id"].isna().groupby(read["source_id"]).sum(),
        **{cue: [cues[article][cue] for article in article_ids(data)] for cue in CUES},
    )


CUES = ("déclaré", "selon")
"""The verb form and the preposition that attribute most."""


def modes_table(data: Dataset) -> ShownTable:
    """Show how the articles quote: how often, in what mode, and what the program missed."""
    found = modes(data)
    shown = {"article": [*article_ids(data), "all five", "% (one left out)"]}
    columns = {"direct": "direct", "mixed": "mixed", "indirect": "indirect"}
    columns |= {"unknown": "stake unknown", "missed": "missed by the program"}
    shown["all"] = [*found["quotations"].astype(str), str(found["quotations"].sum()), ""]
    for column, name in columns.items():
        share = told(quotient(found, column, "quotations"), 0)
        shown[name] = [*found[column].astype(str), str(found[column].sum()), share]
    return ShownTable(pd.DataFrame(shown), "Quotations by article and mode, as they are read by hand")


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
            **{article: list(often[article]) for article in article_ids(data)},
            "all": list(often.sum(axis=1)),
        }
    )
    return ShownTable(shown, f"Words that introduce quotations; once each: {', '.join(once)}")


def speakers_table(data: Dataset, fewest: int = 2) -> ShownTable:
    """Show who is quoted twice or more, and in which articles."""
    known, stakes = names(data), data.entities.set_index("entity_id")["interest"]
    found = heard(data)
    found = found[found["quotations"].ge(fewest)]
    shown = pd.DataFrame(
        {
            "speaker": [known[speaker] for speaker in found.index],
            "stake": [STAKES[stakes[speaker]] for speaker in found.index],
            "quotations": list(found["quotations"]),
            "in articles": [", ".join(held) for held in found["held"]],
        }
    )
    return ShownTable(shown, "Speakers quoted twice or more, as they are read by hand")


def heard(data: Dataset) -> pd.DataFrame:
    """Return each identified speaker with the number of quotations and the articles that hold them."""
    named = quotations(data).dropna(subset=["speaker"]).groupby("speaker")["source_id"]
    found = pd.DataFrame(
        {
            "quotations": named.size(),
            "held": named.agg(lambda held: sorted(set(held), key=article_ids(data).index)),
        }
    )
    return found.sort_values("quotations", ascending=False, kind="stable")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on quotations or names may quote."""
    quoted, speakers, said = modes(data), heard(data), voices(data, quotations(data))
    named, summed = ties(data).T, ties(data).sum(axis=1)
    used, words = cues_of_quotations(data), counts(data, "word").T
    several = leave_one_out(lambda kept: _in_several(speakers, list(kept)), article_ids(data))
    read = {row["finder"]: row for row in score_labels(data.quotations, data.quotation_labels)}
    passages, speaking = read["quotations"], read["speakers"]
    return {
        "speakers_identified": len(speakers),
        "speakers_in_several": int(several.whole),
        "speakers_in_several_least": int(several.least),
        "speakers_in_several_most": int(several.most),
        "quotations_read": int(quoted["quotations"].sum()),
        "quotations_wrong": passages["found"] - passages["right"],
        "quotations_missed": passages["true"] - passages["right"],
        "quotations_precision": passages["precision"],
        "quotations_recall": passages["recall"],
        "quoted_speakers_right": speaking["right"],
        "quoted_speakers_found": speaking["found"],
        "quoted_speakers_true": speaking["true"],
        "quotations_without_speaker_by_program": int(data.quotations["speaker"].isna().sum()),
        "quotations_stake_unknown": int(quoted["unknown"].sum()),
        **ranged("quotations_mixed", quotient(quoted, "mixed", "quotations", 1), 4),
        "quotations_with_cue": int(used.to_numpy().sum()),
        "quotations_declared": int(used.T[CUES[0]].sum()),
        "quotations_according": int(used.T[CUES[1]].sum()),
        "voices_adversary_troops": int(said["adversary_of_party"]["troops-2024"]),
        "voices_troops": int(quoted["quotations"]["troops-2024"]),
        "voices_independent_summit": int(said["independent"]["summit-2023"]),
        "voices_summit": int(quoted["quotations"]["summit-2023"]),
        "voices_party_treaty": int(said["party"]["treaty-2024"]),
        "voices_party_treaty_by_program": int(voices(data, data.quotations)["party"]["treaty-2024"]),
        "voices_treaty": int(quoted["quotations"]["treaty-2024"]),
        "tie_alliance": int(summed["alliance"]),
        "tie_alliance_visit": int(named["alliance"]["visit-2024"]),
        "tie_allies": int(summed["ally, allies"]),
        "tie_partnership": int(summed["partnership"]),
        "tie_partnership_treaty": int(named["partnership"]["treaty-2024"]),
        "tie_cooperation": int(summed["cooperation"]),
        "tie_cooperation_english": int(words["cooperation"].sum()),
        "tie_coalition": int(summed["coalition"]),
        "tie_militant": int(summed["militant unity"]),
        "tie_relations": int(summed["relations"]),
        "tie_relations_plural": int(words["relations"].sum()),
        "tie_relations_treaty": int(named["relations"]["treaty-2024"]),
    }
