import re

import pandas as pd
import pytest

from dossier.errors import DataError
from dossier.evidence.checks import check, check_digests, raise_first, stated_figures, violations
from dossier.evidence.claimants import check_claimants
from dossier.project import find_project
from dossier.reading.files import Article
from dossier.reading.spans import key_of
from dossier.schema.files import split_ids

pytestmark = pytest.mark.whole

PROJECT = find_project()
SCHEMA = PROJECT.schema
TABLES = SCHEMA.tables


def changed(data, table, row, **cells):
    """Return the dataset with some cells of the row at position ``row`` changed."""
    tables = {name: getattr(data, name).copy() for name in TABLES}
    for column, value in cells.items():
        tables[table].loc[tables[table].index[row], column] = value
    return tables


def test_the_dataset_passes(data):
    tables = changed(data, "claims", 0)
    assert check(tables, SCHEMA) is tables


@pytest.mark.parametrize(
    ("table", "cells", "message"),
    [
        pytest.param(
            "claims",
            {"speaker": "nobody"},
            r"claims.csv, row c-\d+, column speaker: 'nobody' is no row of entities; add it",
            id="broken link",
        ),
        pytest.param(
            "claims",
            {"derives_from": "c-002;c-999"},
            r"column derives_from: 'c-999' is no row of claims",
            id="broken link among several",
        ),
        pytest.param(
            "quantities",
            {"claim_id": "c-001;c-002"},
            r"quantities.csv, row q-.*'c-001;c-002' is no row of claims",
            id="several ids where one may stand",
        ),
        pytest.param(
            "claims",
            {"end": 10**6},
            r"claims.csv, row c-\d+, column end: points outside .*, which has \d+ characters; find",
            id="outside its article",
        ),
        pytest.param(
            "numbers",
            {"end": 0},
            r"numbers.csv, row .*: the passage ends before it begins",
            id="ends before it begins",
        ),
        pytest.param(
            "claims",
            {"claim_type": "silence"},
            "a silence has a place; empty start",
            id="a silence with a place",
        ),
        pytest.param(
            "claims",
            {"start": pd.NA, "end": pd.NA},
            "only a silence has no place",
            id="a claim without a place",
        ),
        pytest.param(
            "quantities",
            {"low": 9e9},
            r"quantities.csv, row q-.*, column low: the figures are not in ascending order",
            id="low above the rest",
        ),
        pytest.param(
            "estimates",
            {"low": None, "best": None, "high": None},
            r"estimates.csv, row .*: no figure is given",
            id="no figure",
        ),
        pytest.param(
            "events",
            {"date": "2024-02-30"},
            r"events.csv, row .*, column date: 2024-02-30 is no day",
            id="no such day",
        ),
        pytest.param(
            "estimates",
            {"period": "2024-06/2023-01"},
            "2024-06/2023-01 runs backward; swap",
            id="span runs backward",
        ),
        pytest.param(
            "claims",
            {"retired": "1.1.0"},
            "column change_note: the cell is empty; say",
            id="retired without a word",
        ),
        pytest.param(
            "quantities",
            {"basis": "derived", "conversion_id": None},
            "a derived figure without a factor",
            id="derived without a factor",
        ),
        pytest.param(
            "numbers",
            {"low": 7.0, "value": 7.0, "high": 7.0},
            r"numbers.csv, row limits-2023-n01, column value: 7 of limits-2023 is in no claim; add it to quantities",
            id="an amount of an article that nobody took up",
        ),
        pytest.param(
            "claims",
            {"statement": "Seoul counts 1,234 ships."},
            "1,234 is in the statement and in no quantity; add a row",
            id="a figure without its row",
        ),
    ],
)
def test_what_does_not_hold_is_named(data, table, cells, message):
    with pytest.raises(DataError, match=message):
        check(changed(data, table, 0, **cells), SCHEMA)


def test_a_change_with_one_end_is_named(data):
    tables = changed(data, "numbers", 0, change_id="port-s001-c1")
    message = r"numbers.csv, row .*, column change_id: port-s001-c1 joins 1 amounts in 1 units; a change has a start and an end in one unit"
    assert any(re.match(message, str(fault)) for fault in violations(tables, SCHEMA))


def test_a_derived_figure_that_does_not_come_out_is_named(data):
    tables = changed(data, "quantities", 0)
    derived = tables["quantities"]["basis"].eq("derived")
    assert derived.any()
    tables["quantities"].loc[derived, "best"] += 1
    message = (
        r"quantities.csv, row q-\d+-1, column best: its inputs and the factor [a-z0-9-]+ "
        r"give best 260,000, not best 260,001; mend the figure, its factor in coded/conversions.csv"
    )
    with pytest.raises(DataError, match=message):
        check(tables, SCHEMA)


def test_evidence_that_is_retired_is_said_to_be(data):
    tables = changed(data, "claims", 0)
    [used, *_] = data.judgements["claims"].iloc[0].split(";")
    tables["claims"].loc[tables["claims"]["claim_id"].eq(used), ["retired", "change_note"]] = [
        "1.1.0",
        "Why.",
    ]
    message = f"{used!r} is retired; name the row that takes its place"
    faults = [str(fault) for fault in violations(tables, SCHEMA)]
    assert any(message in fault and fault.startswith("judgements.csv") for fault in faults)


@pytest.mark.parametrize("table", ["sources", "conversions"])
def test_an_id_of_both_files_of_a_table_is_refused(data, table):
    tables = changed(data, table, 0)
    tables[table] = pd.concat([tables[table], tables[table].head(1)], ignore_index=True)
    row = tables[table].iloc[0, 0]
    with pytest.raises(
        DataError, match=rf"record/{table}.csv, row {row}.*coded/{table}.csv has a row of this"
    ):
        check(tables, SCHEMA)


def test_an_amount_without_a_claim_needs_its_reason(data):
    tables = changed(data, "claims", 0)
    listed = tables["unclaimed_amounts"]
    two_men = listed["amount"].eq("two men")
    tables["unclaimed_amounts"] = listed[~two_men]
    with pytest.raises(DataError, match="2 of summit-2023 is in no claim"):
        check(tables, SCHEMA)


def test_the_amounts_of_every_article_are_accounted_for(five):
    coded = five.claims.merge(five.quantities, on="claim_id")
    assert set(five.numbers["source_id"]) <= {*coded["source_id"], *five.unclaimed_amounts["source_id"]}


def test_an_id_that_an_edition_published_is_never_lost(data):
    tables = changed(data, "claims", 0)
    tables["claims"] = tables["claims"].iloc[1:]
    published = data.published_ids.set_index(["table_name", "row_id"]).loc[("claims", "c-001"), "edition"]
    faults = [str(fault) for fault in violations(tables, SCHEMA) if "published" in str(fault)]
    assert faults == [
        f"claims.csv, row c-001, column claim_id: the id is lost that edition {published} published; "
        "bring the row back; a claim that goes is `retired`, with its change_note"
    ]


def test_a_retired_claim_keeps_its_published_id(data):
    tables = changed(data, "claims", 0, retired="1.1.0", change_note="said twice")
    assert not [fault for fault in violations(tables, SCHEMA) if "published" in str(fault)]


def test_every_fault_is_listed_and_not_the_first_alone(data):
    tables = changed(data, "claims", 0, speaker="nobody", contradicts="c-999")
    assert [fault.column for fault in violations(tables, SCHEMA)] == ["speaker", "contradicts"]


@pytest.mark.parametrize(
    ("statement", "figures"),
    [
        ("In 2024 Seoul counted 10,000 soldiers.", [10000]),
        ("On 19 June 2024, and in June 2023.", []),
        ("Trade fell by 30.8 million dollars, 3.5 percent.", [30_800_000, 3.5]),
        ("The 2+2 talks of the G7 on Article 4.", []),
        ("The KN-23 flew.", []),
        ("The 75th anniversary.", []),
    ],
)
def test_stated_figures(statement, figures):
    assert stated_figures(statement) == figures


def test_ids_in_a_cell():
    assert split_ids("c-001; c-002") == ["c-001", "c-002"]
    assert split_ids(float("nan")) == []


def test_a_coded_place_must_hold_its_passage(data):
    tables = {name: getattr(data, name) for name in TABLES}
    claim = data.claims.dropna(subset=["start"]).iloc[0]
    other = {claim.source_id: Article("x" * int(claim.end), key_of(b"x"))}
    with pytest.raises(
        DataError, match=rf"claims.csv, row {claim.claim_id}, column digest: the passage at this place"
    ):
        raise_first(check_digests(tables, other))


@pytest.mark.parametrize("column", ["claimant", "quoting"])
def test_whoever_gave_a_figure_is_a_claimant(data, column):
    tables = {"estimates": data.estimates.assign(**{column: "Nobody"}), "claimants": data.claimants}
    first = next(iter(check_claimants(tables)))
    assert "'Nobody' is no name of claimants.csv" in str(first)
    assert str(first).endswith("add a row to data/coded/claimants.csv, or mend the name")
    assert not list(check_claimants({"estimates": data.estimates, "claimants": data.claimants}))


def test_a_claimant_has_one_row(data):
    twice = data.claimants.assign(name="ROK NIS")
    tables = {"estimates": data.estimates.assign(claimant="ROK NIS", quoting=None), "claimants": twice}
    assert "another row has the name 'ROK NIS'" in str(next(iter(check_claimants(tables))))


def test_a_claimant_is_part_of_a_claimant(data):
    tables = {"estimates": data.estimates, "claimants": data.claimants.assign(part_of="Nobody")}
    assert "'Nobody' is no short name of claimants.csv" in str(next(iter(check_claimants(tables))))


@pytest.mark.parametrize("name", ["selections", "namings"])
def test_a_row_that_names_a_row_names_one_in_force(data, name):
    named = {"row_id": "c-999", "table_name": "claims"}
    with pytest.raises(DataError, match=rf"{name}.csv, .*needs 'c-999', which is no row of claims"):
        check(changed(data, name, 0, **named), SCHEMA)
    with pytest.raises(DataError, match=rf"{name}.csv, .*'nothing' is no table"):
        check(changed(data, name, 0, table_name="nothing"), SCHEMA)


def test_who_speaks_does_not_pass_the_own_words_on(data):
    speaker = data.quotations["speaker"].dropna().iloc[0]
    row = data.quotations.index.get_loc(data.quotations["speaker"].first_valid_index())
    with pytest.raises(DataError, match=f"column relay: {speaker} speaks and passes the words on"):
        check(changed(data, "quotations", row, relay=speaker), SCHEMA)


def test_an_echo_is_no_quotation_that_a_reader_labels(data):
    labelled = data.quotation_labels["quotation_id"].dropna().iloc[0]
    row = list(data.quotations["quotation_id"]).index(labelled)
    with pytest.raises(DataError, match="column quotation_id: labels an echo, which nothing counts"):
        check(changed(data, "quotations", row, mode="echo"), SCHEMA)
