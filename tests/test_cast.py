import re
from types import SimpleNamespace

import pandas as pd
import pytest

from dossier.evidence import judgements as evidence_judgements
from dossier.evidence.articles import article_ids
from dossier.evidence.selections import selected_ids
from dossier.evidence.weakness import REASONS
from dossier.pages import judgement_tables
from dossier.project import find_project
from dossier.schema import words
from dossier.schema.files import split_ids
from militant_unity import cast, corpus

PROJECT = find_project()
TABLES = PROJECT.schema.tables

ENTITIES = pd.DataFrame(
    {
        "entity_id": ["kim", "seoul", "tank"],
        "name": ["Kim", "Seoul", "Tank"],
        "kind": ["person", "place", "system"],
        "metonym_of": [None, "kim", None],
        "interest": ["party", None, None],
        "aliases": ["Kim;Kim Jong Un", "Séoul", None],
        "note": ["leader", "capital", "heavy"],
        "remark": [None, None, None],
    }
)
CLAIMS = pd.DataFrame(
    {
        "claim_id": ["c-001", "c-002", "c-003"],
        "speaker": ["kim", "kim", None],
        "relayed_by": [None, "seoul;kim", None],
        "retired": [None, None, None],
    }
)
MENTIONS = pd.DataFrame({"entity_id": ["kim", "kim", "tank"], "source_id": ["a", "b", "a"]})


@pytest.fixture(scope="module")
def data(five):
    """What the chapter says of the articles it says of the five."""
    return five


@pytest.fixture
def small():
    return SimpleNamespace(entities=ENTITIES, claims=CLAIMS, mentions=MENTIONS)


def test_who_speaks_who_passes_on_who_is_named(small):
    found = cast.cast(small)[["says", "passes_on", "named", "articles"]].astype(int)
    assert found.loc["kim"].tolist() == [2, 1, 2, 2]
    assert found.loc["seoul"].tolist() == [0, 1, 0, 0]
    assert found.loc["tank"].tolist() == [0, 0, 1, 1]


def test_a_retired_claim_has_no_voice(small):
    small.claims = CLAIMS.assign(retired=["1.0.0", None, None])
    assert cast.cast(small).loc["kim", "says"] == 1


def test_every_entity_stands_in_one_table(data):
    tables = (cast.voices_table, cast.named_table, cast.places_table)
    listed = [name.text for table in tables for name in table(data).frame["name"]]
    systems = set(data.entities.loc[data.entities["kind"].eq("system"), "name"])
    listed += [each for each in cast.weapons_table(data).frame["what"] if each in systems]
    assert sorted(listed) == sorted(data.entities["name"])


def test_who_is_never_named_has_no_nought(data):
    shown = cast.voices_table(data).frame
    times = dict(zip((name.text for name in shown["name"]), shown["times named"], strict=True))
    assert times["Experts"] == "not by name"
    assert not any(re.match(r"0\b", each) for each in times.values())


def test_a_name_leads_to_its_page_and_says_what_it_is_called(data):
    entities = data.entities.set_index("entity_id")
    for link, told in cast.voices_table(data).frame[["name", "office, role, names"]].itertuples(index=False):
        entity = entities.loc[link.address.removeprefix("../entities/").removesuffix(".html")]
        assert entity["name"] == link.text
        cells = [entity["note"], entity["remark"], *str(entity["aliases"] or "").split(";")]
        assert all(cell in told for cell in cells if isinstance(cell, str) and cell != "nan")


def test_whoever_is_quoted_is_in_the_cast(data):
    quoted = set(data.quotation_labels["speaker"].dropna())
    assert quoted <= set(data.entities["entity_id"])
    silent = set(cast._named(data, ("person", "organisation", "country")).index)
    assert quoted & silent == {"observers"}, "a quotation of whom no claim was made"


def test_voices_and_the_articles_own_word_are_all_claims(data):
    numbers = cast.quotable(data)
    told = cast.voices_table(data).frame["claims said"].sum()
    assert told == numbers["claims_with_voice"]
    assert numbers["claims_with_voice"] + numbers["claims_without_voice"] == len(
        data.claims[data.claims["retired"].isna()]
    )
    assert numbers["claims_of_interested_voices"] > numbers["claims_with_voice"] / 2


def test_every_weapon_is_counted_somewhere(data):
    counted = {*data.estimates["item"], *data.quantities["item"]}
    assert set(data.glossary["item"].dropna()) <= counted


def test_a_term_is_declared_once(data):
    shown = cast.glossary_table(data).frame
    assert shown["term"].is_unique
    assert list(shown["term"]) == sorted(shown["term"])
    assert shown["meaning"].str.len().gt(10).all()
    for term in ("report", "origin", "claim", "place", "implied factor", "interval Brier", "hedge",
                 "attribution", "weakness", "edition"):  # fmt: skip
        assert term in set(shown["term"])


def test_a_term_of_the_schema_is_there(data):
    for row in data.glossary.dropna(subset=["table_name"]).itertuples():
        assert pd.isna(row.column_name) or row.column_name in TABLES[row.table_name].columns()
    for row in data.glossary[data.glossary["table_name"].isna()].itertuples():
        assert isinstance(row.meaning, str), f"neither a meaning nor a table: {row.term}"


def test_a_meaning_that_a_list_of_words_gives_is_the_same_there(data):
    meaning = data.glossary.set_index("term")["meaning"]
    assert meaning["silence"] == words.CLAIM_TYPES["silence"]
    assert meaning["implied factor"] == f"a factor between two units: {words.CONVERSION_METHODS['implied']}"


def test_the_figures_whose_note_names_a_weapon_are_chosen(data):
    """The coder's rows against the words of the notes, for each weapon that the record does not count."""
    notes = data.estimates.set_index("estimate_id")["note"].fillna("")
    uncounted = data.glossary.query("used_for == 'arms' and item.isna()")["term"]
    assert len(uncounted) == 2
    for weapon in uncounted:
        named = notes.index[notes.str.contains(weapon)]
        assert set(selected_ids(data, "cast.named_in_notes", weapon)) == set(named)


class TestWeakest:
    """The ten weakest claims that a judgement stands on."""

    def test_they_are_ten_and_none_left_out_is_weaker(self, data):
        listed = evidence_judgements.weakest_claims(data)
        used = {each for cell in data.judgements["claims"] for each in split_ids(cell)}
        others = data.claims[data.claims["claim_id"].isin(used - set(listed["claim_id"]))]
        assert len(listed) == 10
        assert others["weakness"].map(split_ids).map(len).max() <= listed["many"].min()

    def test_each_is_relied_on_by_the_judgements_that_name_it(self, data):
        shown = judgement_tables.weakest_table(data).frame
        relied = dict(zip(data.judgements["judgement_id"], data.judgements["claims"], strict=True))
        for claim, judgements in zip(shown["claim"], shown["relied on by"], strict=True):
            assert judgements
            assert all(claim.text in split_ids(relied[each.text]) for each in judgements)

    def test_a_second_origin_is_asked_for_where_there_is_one(self, data):
        listed, shown = (
            evidence_judgements.weakest_claims(data),
            judgement_tables.strengthen_table(data).frame,
        )
        missing = shown["the second origin that is missing"].notna()
        assert list(missing) == list(listed["origins"].eq(1))

    def test_every_other_reason_has_its_remedy(self, data):
        listed, shown = (
            evidence_judgements.weakest_claims(data),
            judgement_tables.strengthen_table(data).frame,
        )
        for reasons, told in zip(listed["reasons"], shown["what else would strengthen it"], strict=True):
            assert len(told.split("; ")) == len(set(reasons) - {"single_origin"})
            assert set(reasons) <= set(REASONS)


def test_amounts_found_and_amounts_coded_are_told_apart(data):
    found = corpus.reconciled(data)
    assert found["amounts_of_claims"] + found["amounts_of_none"] == len(data.numbers)
    assert found["amounts_of_claims"] + found["quantities_not_found"] == len(data.quantities)
    assert found["amounts_of_none"] + found["unclaimed_not_found"] == found["amounts_unclaimed"]


class TestTranslation:
    """What the chapter on the articles says of the defects."""

    def test_the_figure_counts_every_flag_once(self, data):
        counts = corpus.flags_by_kind(data)
        assert counts.to_numpy().sum() == len(data.translation_flags)
        assert counts.index[0] == "sense"

    def test_no_judgement_stands_on_a_changed_meaning(self, data):
        effects = corpus.flag_effects(data)
        assert effects["meaning_changed"]["judgements"] == 0
        assert effects["ambiguous"]["judgements"] > 0

    def test_a_claim_is_touched_where_the_places_overlap(self):
        claims = pd.DataFrame(
            {"claim_id": ["c-001", "c-002"], "source_id": ["a", "a"], "start": [0, 50], "end": [10, 60],
             "retired": [None, None]}
        )  # fmt: skip
        flags = pd.DataFrame(
            {"flag_id": ["t-001"], "source_id": ["a"], "start": [9], "end": [50], "severity": ["ambiguous"]}
        )
        data = SimpleNamespace(
            claims=claims,
            translation_flags=flags,
            quantities=pd.DataFrame({"claim_id": ["c-001", "c-001", "c-002"]}),
            judgements=pd.DataFrame({"claims": ["c-001;c-002", "c-002"]}),
        )
        assert list(corpus.flag_effects(data)["ambiguous"].values()) == [1, 1, 2, 1, 1]

    def test_the_flags_named_in_the_prose_say_what_it_says(self, data):
        flags = data.translation_flags.set_index("flag_id")
        for flag, word in {
            "t-098": "unclear",
            "t-081": "partnership",
            "t-171": "on top of arms",
            "t-104": "official",
        }.items():
            assert word in flags.loc[flag, "should_mean"]
            assert flags.loc[flag, "severity"] == "meaning_changed"
        most = data.translation_flags["evidence"].str.startswith("judged_from_french").mean()
        assert most > 0.5

    def test_every_article_speaks_of_every_theme(self, data):
        counts = corpus.claims_by_theme(data)
        assert counts.gt(0).to_numpy().all()
        assert corpus.heaviest(counts)[:2] == ("troops-2024", "troops")
        themes = counts.drop(columns="context")
        assert themes.max().max() > 10 * themes.min().min()

    def test_doubt_differs_from_article_to_article(self, data):
        found = corpus.hedging(data)
        assert found.max() > 4 * found.min()

    def test_two_articles_have_a_month_alone(self, data):
        dates = data.sources.set_index("source_id").loc[article_ids(data), "date"]
        assert (dates.str.len() == len("2023-09")).sum() == 2
