"""A judgement makes one assertion; its confidence follows from its reasons; somebody looked for its contrary."""

import re

import pytest
from bs4 import BeautifulSoup

from dossier.errors import DataError
from dossier.evidence import judgement_checks
from dossier.evidence.checks import check, violations
from dossier.evidence.judgement_checks import confidence_of, reasons_of, searches_for
from dossier.evidence.judgements import weakest_claims
from dossier.evidence.record_origins import with_judged_origins
from dossier.evidence.weakness import touched_claims
from dossier.pages.front_page import opened_judgements
from dossier.project import find_project
from dossier.schema.files import split_ids
from dossier.schema.words import LOWERED_BY
from dossier.show.names import row_number

pytestmark = pytest.mark.whole

SCHEMA = find_project().schema

SPLIT = {"j-003": "j-009", "j-004": "j-010", "j-005": "j-011", "j-006": "j-012", "j-008": "j-013"}
"""The judgements of edition 1.0.0 that joined two assertions, each with its second half."""


@pytest.fixture
def tables(data):
    return {name: table.copy() for name, table in data.tables().items()}


def with_cell(tables, judgement, column, value):
    """Put a value into one cell of `judgements`."""
    judgements = tables["judgements"]
    judgements.loc[judgements["judgement_id"].eq(judgement), column] = value
    return tables


class TestTheRule:
    """Confidence is computed from what lowers it."""

    @pytest.mark.parametrize(
        ("cell", "confidence"),
        [
            (None, "high"),
            ("one_origin:c-001", "moderate"),
            ("one_origin:c-001;translation:c-002", "moderate"),
            ("one_origin:c-001;one_origin:c-002;one_origin:c-003", "moderate"),
            ("one_origin:c-001;translation:c-002;not_searched:c-003", "low"),
            ("!contrary_report:c-001", "low"),
        ],
    )
    def test_reasons_give_a_confidence(self, cell, confidence):
        assert confidence_of(reasons_of(cell)) == confidence

    @pytest.mark.parametrize("cell", ["one_origin", "one_origin:", "!!one_origin:c-001", "rumour:c-001"])
    def test_another_form_is_refused(self, cell):
        with pytest.raises(ValueError, match="is not"):
            reasons_of(cell)

    def test_the_dataset_follows_it(self, data):
        given = [confidence_of(reasons_of(cell)) for cell in data.judgements["lowered_by"]]
        assert given == list(data.judgements["confidence"])

    def test_a_reason_is_shown_by_what_the_judgement_names(self, data):
        for row in data.judgements.itertuples():
            named = {*split_ids(row.claims), *split_ids(row.contrary)}
            assert {reason.row for reason in reasons_of(row.lowered_by)} <= named, row.judgement_id

    def test_a_contrary_report_is_listed_as_contrary(self, data):
        for row in data.judgements.itertuples():
            reports = {
                reason.row for reason in reasons_of(row.lowered_by) if reason.word == "contrary_report"
            }
            assert reports <= {*split_ids(row.contrary)}, row.judgement_id


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("confidence", "high", "column confidence: the confidence is moderate, and its reasons give high|"
         "column confidence: the confidence is high, and its reasons give moderate; write moderate"),
        ("lowered_by", None, "column confidence: the confidence is moderate, and its reasons give high"),
        ("lowered_by", "rumour:c-001", "column lowered_by: 'rumour' is not in the list of reasons"),
        ("lowered_by", "one_origin", "column lowered_by: 'one_origin' is not a word, a colon and the id"),
        ("lowered_by", "one_origin:c-999", "column lowered_by: 'c-999' is no live claim and no row"),
        ("contrary", "no-such-row", "column contrary: 'no-such-row' is no claim and no row of the record"),
        ("contrary", "c-156", "column contrary: c-156 is a ground of the judgement and speaks against it"),
        ("would_change_it", "c-001: something else → likely", "column would_change_it: does not name a row"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_refused(tables, column, value, message):
    with pytest.raises(DataError, match=f"judgements.csv, row j-005, (?:{message})"):
        check(with_cell(tables, "j-005", column, value), SCHEMA)


class TestTranslations:
    """A defect of the translation under a judgement is decided upon: it lowers the confidence, or it does not."""

    def faults(self, tables):
        return [str(fault) for fault in judgement_checks.check_translations(tables, SCHEMA)]

    def test_every_touched_ground_of_the_dataset_is_decided(self, tables):
        touched = touched_claims(tables["claims"], tables["translation_flags"])
        judgements = tables["judgements"]
        assert sum(bool(touched & {*split_ids(cell)}) for cell in judgements["claims"]) > 1
        assert not self.faults(tables)

    def test_a_reason_that_is_dropped_is_missed(self, tables):
        [fault] = self.faults(with_cell(tables, "j-005", "lowered_by", "one_origin:c-155"))
        assert "row j-005, column lowered_by: a defect of the translation touches c-156, and nobody" in fault

    def test_a_decision_that_is_dropped_is_missed(self, tables):
        [fault] = self.faults(with_cell(tables, "j-011", "confidence_reason", "Few outlets have it."))
        assert "row j-011, column lowered_by: a defect of the translation touches c-156, and nobody" in fault

    def test_a_ground_that_is_flagged_later_is_missed(self, tables):
        flags = tables["translation_flags"]
        [cosmetic] = flags.index[flags["severity"].eq("cosmetic")][:1]
        place = tables["claims"].set_index("claim_id").loc["c-155", ["source_id", "start", "end"]]
        flags.loc[cosmetic, ["source_id", "start", "end"]] = place.to_list()
        assert not self.faults(tables)
        flags.loc[cosmetic, "severity"] = "ambiguous"
        assert [fault.split(",")[1] for fault in self.faults(tables)] == [" row j-005", " row j-011"]

    def test_a_reason_without_a_defect_is_refused(self, tables):
        [fault] = self.faults(with_cell(tables, "j-006", "lowered_by", "translation:c-053"))
        assert (
            "row j-006, column lowered_by: no defect of the translation that matters touches c-053" in fault
        )

    def test_a_claim_that_matters_and_does_not_is_refused(self, tables):
        why = "The French of c-156 reads the same either way."
        [fault] = self.faults(with_cell(tables, "j-005", "confidence_reason", why))
        assert "no defect of the translation that matters touches c-156" in fault


@pytest.mark.parametrize("left", [0, 1, "one language"])
def test_where_nothing_speaks_against_it_somebody_looked_in_two_languages(tables, left):
    searches = tables["searches"]
    mine = searches["target"].map(lambda cell: "j-004" in split_ids(cell))
    if left == "one language":
        tables["searches"] = searches.assign(language=searches["language"].mask(mine, "en"))
    else:
        tables["searches"] = searches[~mine | (mine.cumsum() <= left)]
    faults = [str(fault) for fault in judgement_checks.check_contrary(tables, SCHEMA)]
    assert any(
        re.match("judgements.csv, row j-004, column contrary: nothing speaks", fault) for fault in faults
    )
    assert not list(judgement_checks.check_contrary(with_cell(tables, "j-004", "contrary", "c-001"), SCHEMA))


def test_a_search_for_something_else_does_not_count(data):
    searches = data.searches.assign(target_kind="sentence")
    assert searches_for(data.searches, "j-004")
    assert not searches_for(searches, "j-004")


def test_the_dataset_has_no_fault(tables):
    assert not list(violations(tables, SCHEMA))


class TestSplit:
    """The five judgements that joined two assertions."""

    def test_no_id_of_the_first_edition_is_lost(self, data):
        published = data.published_ids.query("table_name == 'judgements' and edition == '1.0.0'")["row_id"]
        assert set(published) <= set(data.judgements["judgement_id"])

    def test_second_halves_have_the_next_ids_and_the_theme_of_the_first(self, data):
        themes = data.judgements.set_index("judgement_id")["theme"]
        assert list(themes.index) == [f"j-{number:03}" for number in range(1, len(themes) + 1)]
        for first, second in SPLIT.items():
            assert themes[first] == themes[second]

    def test_first_halves_keep_their_edition_and_second_halves_are_new(self, data):
        since = data.judgements.set_index("judgement_id")["since"]
        assert {since[first] for first in SPLIT} == {"1.0.0"}
        assert {since[second] for second in SPLIT.values()} == {"1.1.0"}

    def test_a_band_that_moved_by_the_split_has_its_reason(self, data):
        likelihood = data.judgements.set_index("judgement_id")["likelihood"]
        why = data.reasons.query("table_name == 'judgements' and column == 'statement'")
        why = why.set_index("row_id")["reason"]
        for first, second in SPLIT.items():
            assert f"the second is {second}" in why[first]
            assert likelihood[first] == likelihood[second] or "is more sure, because" in why[first], second

    def test_no_band_of_the_first_edition_moved(self, data):
        changed = data.reasons.query("table_name == 'judgements'")["column"]
        assert "likelihood" not in set(changed)

    def test_each_changed_cell_has_its_reason_and_says_what_it_is_now(self, data):
        now = data.judgements.set_index("judgement_id")
        for row in data.reasons.query("table_name == 'judgements'").to_dict("records"):
            cell = now.loc[row["row_id"], row["column"]]
            assert row["is"] in (cell, f"{cell:.15g}" if isinstance(cell, float) else cell)


@pytest.fixture(scope="module")
def opened(data):
    """The cards of the page on judgements: of each the text and the rows of its terms, by name."""
    cards = BeautifulSoup(opened_judgements(data), "html.parser").select("ol > li")
    assert [card["id"] for card in cards] == list(data.judgements["judgement_id"])
    return [
        {
            name.get_text(): (
                name.find_next("dd").get_text(),
                [link["href"].partition("#")[2] for link in name.find_next("dd").select("a")],
            )
            for name in card.select("dt")
        }
        for card in cards
    ]


class TestWhatIsShown:
    """The cards of the page on judgements."""

    def test_a_denial_that_is_judged_is_no_weak_ground(self, data):
        assert "denied" not in set(weakest_claims(data)["polarity"])
        contrary = {claim for cell in data.judgements["contrary"] for claim in split_ids(cell)}
        assert not contrary & set(weakest_claims(data, most=len(data.claims))["claim_id"])

    def test_every_reason_is_printed_in_words_with_its_row(self, data, opened):
        for terms, cell in zip(opened, data.judgements["lowered_by"], strict=True):
            shown = {
                name.removeprefix("Lowered because "): links
                for name, (_, links) in terms.items()
                if name.startswith("Lowered because ")
            }
            expected: dict[str, list[str]] = {}
            for reason in reasons_of(cell):
                expected.setdefault(LOWERED_BY[reason.word], []).append(reason.row)
            assert list(shown.items()) == list(expected.items())

    def test_every_judgement_says_what_to_watch_for(self, data, opened):
        watched = [terms["What to watch for"][0] for terms in opened]
        assert watched == list(data.judgements["watch_for"])
        assert len(set(watched)) == len(watched)

    def test_every_judgement_was_searched_in_two_languages(self, opened):
        assert all(
            re.search(r"\d+ searches: \w\w, \w\w", terms["What speaks against it"][0]) for terms in opened
        )

    def test_origins_of_claims_and_rows(self, data):
        judgement = data.judgements.iloc[[0]].assign(
            claims="2024-10-18-rok-nis-round;2024-10-18-rok-nis-container;2024-08-27-rok-dia-shell-152mm;"
            "2024-02-26-rok-mnd-shin-won-sik-shell-152mm;2024-12-05-uk-mod-russian-casualty-per-day;c-174;c-175"
        )
        [behind] = with_judged_origins(judgement, data.tables(), data.schema).to_dict("records")
        assert behind["row_origins"] == len(
            {"NIS", "ministry of defence, DIA within it", "General Staff, quoted"}
        )
        assert behind["claim_origins"] == data.claims.set_index("claim_id").loc["c-174", "origins"]

    def test_an_opened_card_has_the_origins_of_claims_of_rows_and_of_both(self, data, opened):
        for terms, row in zip(opened, data.judgements.to_dict("records"), strict=True):
            numbers = [int(number) for number in re.findall(r"\d+", terms["Origins"][0])]
            assert numbers == [row["claim_origins"], row["row_origins"], row["origins"]]

    def test_an_opened_card_says_since_when_it_is_there(self, data, opened):
        for terms, row in zip(opened, data.judgements.to_dict("records"), strict=True):
            number = row_number(row["judgement_id"])
            assert terms["The judgement"][0] == f"judgement {number}, since edition {row['since']}"
