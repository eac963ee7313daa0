"""How each number of a sentence came about: its formula in words, its function, the rows that it counts."""

import pytest

from dossier.pages.number_sources import computed
from dossier.pages.numbers import ledger_numbers
from dossier.pages.row_cards import RowCards


@pytest.fixture(scope="module")
def known(data):
    return RowCards(data)


@pytest.fixture(scope="module")
def found(project, data, known):
    ids = frozenset(known.table_of)
    return computed(data, ids, lambda: {**ledger_numbers(data), **project.report.numbers(data)})


def test_every_number_has_its_value_and_says_who_computed_it(project, data, found):
    assert {name: number.value for name, number in found.items()} == {
        **ledger_numbers(data),
        **project.report.numbers(data),
    }
    assert [
        name for name, number in found.items() if not (number.function and (number.formula or number.does))
    ] == []


def test_a_count_has_the_rows_that_it_counts(found):
    counts = [number for number in found.values() if number.rows and number.formula.startswith("how many")]
    assert len(counts) > 40
    assert [number.name for number in counts if number.value != len(number.rows)] == []


def test_the_rows_of_a_condition_are_those_that_meet_it(data, found):
    denied = data.claims[data.claims["retired"].isna() & data.claims["polarity"].eq("denied")]
    assert found["claims_denied"].rows == tuple(denied["claim_id"])
    assert found["claims_denied"].formula == "how many claims where polarity is denied"


def test_a_chosen_row_is_the_row_of_its_number(data, found):
    chosen = data.selections.set_index(["use", "part"])["row_id"]
    assert found["losses_kyiv_same_day"].rows == (chosen["troops.losses_one_day", "kyiv"],)


def test_a_number_without_rows_leads_to_the_tables_of_its_function(found, data):
    with_tables = [number for number in found.values() if number.rows or number.tables]
    assert len(with_tables) > len(found) * 0.7
    assert {table for number in found.values() for table in number.tables} <= set(data.schema.tables)


def test_a_row_that_is_taken_out_is_counted_no_more(data, known):
    denied = data.claims["polarity"].eq("denied")
    fewer = data.with_tables(claims=data.claims.drop(data.claims.index[denied][0]))
    found = computed(fewer, frozenset(known.table_of), lambda: {**ledger_numbers(fewer)})
    assert len(found["claims_denied"].rows) == denied.sum() - 1
