"""A row of the record goes back to whoever says it first, and a judgement counts each of these once."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.errors import DataError
from dossier.evidence.checks import check
from dossier.evidence.record_origins import (
    check_bodies,
    count,
    first_links_of_rows,
    with_judged_origins,
    with_origins,
)
from dossier.project import Project, find_project
from dossier.schema import CODED, ON_RECORD, Schema
from dossier.schema.base import Stating, Table

pytestmark = pytest.mark.whole

HERE = find_project()
SECOND = Project(HERE.root / "tests" / "second_report")
SCHEMA = Schema(record={name: ON_RECORD[name] for name in ("estimates", "statements", "outcomes")})


def table(declared: type[Table], *rows):
    """Build a table without its computed columns; a cell that a row leaves out is empty."""
    columns = [column for column in declared.columns() if column not in declared.computed()]
    return pd.DataFrame([{column: row.get(column) for column in columns} for row in rows], columns=columns)


def record(*, estimates=(), statements=(), outcomes=(), bodies=(), claimants=None, sources=(), claims=()):
    """Build the tables that origins are computed from; each claimant of ``claimants`` is a body of its own."""
    names = claimants if claimants is not None else {name: {} for name in "ABCD"}
    return {
        "estimates": table(ON_RECORD["estimates"], *estimates),
        "statements": table(ON_RECORD["statements"], *statements),
        "outcomes": table(ON_RECORD["outcomes"], *outcomes),
        "bodies": table(CODED["bodies"], *bodies),
        "claimants": table(
            CODED["claimants"],
            *({"claimant_id": f"id-{n}", "name": n, "short_name": n, **more} for n, more in names.items()),
        ),
        "sources": table(CODED["sources"], *sources),
        "entities": table(CODED["entities"], {"entity_id": "ministry"}, {"entity_id": "mayor"}),
        "claims": table(CODED["claims"], *claims),
    }


def figure(row, claimant, *, page="page", quoting=None, best=5.0, **cells):
    """Build a row of `estimates`: every one of them on the same thing and window."""
    same = {"item": "well", "period": "2024-05", "bound": "exact", "statement_date": "2024-06-01"}
    return {
        **same,
        "estimate_id": row,
        "claimant": claimant,
        "quoting": quoting,
        "best": best,
        "source_id": page,
        **cells,
    }


def origins(name="estimates", **given_tables):
    """Return the origins of each row of one table."""
    counted = with_origins(record(**given_tables), SCHEMA)[name]
    return dict(zip(counted.iloc[:, 0], counted["origins"], strict=True))


class TestFigures:
    """Rows of `estimates`, which name a claimant and whom this one quotes."""

    def test_two_rows_of_one_claimant_on_two_pages_are_one_origin(self):
        assert origins(estimates=[figure("a", "A"), figure("b", "A", page="other")]) == {"a": 1, "b": 1}

    def test_a_third_party_adds_one(self):
        rows = [figure("a", "A"), figure("b", "A", page="other"), figure("c", "B")]
        assert origins(estimates=rows) == {"a": 2, "b": 2, "c": 2}

    def test_a_row_that_quotes_somebody_has_that_one_as_origin(self):
        rows = [figure("a", "A"), figure("b", "B", quoting="A")]
        assert origins(estimates=rows) == {"a": 1, "b": 1}
        assert origins(estimates=[figure("a", "A"), figure("b", "B")]) == {"a": 2, "b": 2}

    def test_whoever_is_quoted_and_has_no_row_is_an_origin_all_the_same(self):
        rows = [figure("a", "A", quoting="C"), figure("b", "B", quoting="C"), figure("d", "D")]
        assert origins(estimates=rows) == {"a": 2, "b": 2, "d": 2}

    def test_a_quotation_of_a_quotation_is_followed_to_its_end(self):
        tables = record(
            estimates=[figure("a", "A"), figure("b", "B", quoting="A"), figure("c", "C", quoting="B")]
        )
        assert first_links_of_rows(tables, SCHEMA)["c"] == first_links_of_rows(tables, SCHEMA)["a"]

    def test_a_loop_of_quotations_is_one_origin(self):
        rows = [figure("a", "A", quoting="B"), figure("b", "B", quoting="A")]
        assert origins(estimates=rows) == {"a": 1, "b": 1}
        assert origins(estimates=[*rows, figure("c", "C")]) == {"a": 2, "b": 2, "c": 2}

    def test_whoever_computes_from_a_figure_brings_no_origin(self):
        rows = [figure("a", "A"), figure("b", "A", derived_by="ours", page="other")]
        assert origins(estimates=rows) == {"a": 1, "b": 1}

    def test_names_of_one_body_are_one_origin(self):
        parts = {"A": {}, "B": {"short_name": "A"}, "C": {"part_of": "A"}, "D": {}}
        rows = [figure(name.lower(), name) for name in parts]
        assert set(origins(estimates=rows, claimants=parts).values()) == {2}

    @pytest.mark.parametrize(
        "cells",
        [{"item": "pump"}, {"period": "2024-06"}, {"place": "north"}, {"best": 6.0}, {"unit": "percent"}],
    )
    def test_another_thing_window_place_or_figure_is_not_the_same(self, cells):
        assert origins(estimates=[figure("a", "A"), figure("b", "B", **cells)]) == {"a": 1, "b": 1}

    def test_without_a_window_the_day_of_the_statement_is_the_window(self):
        rows = [figure(name.lower(), name, period=None) for name in "AB"]
        assert origins(estimates=rows) == {"a": 2, "b": 2}
        rows[1]["statement_date"] = "2024-06-02"
        assert origins(estimates=rows) == {"a": 1, "b": 1}

    def test_more_bears_out_at_least_and_not_the_other_way_round(self):
        assert origins(estimates=[figure("a", "A", bound="at_least"), figure("b", "B", best=9.0)]) == {
            "a": 2,
            "b": 1,
        }
        assert origins(estimates=[figure("a", "A", bound="at_most"), figure("b", "B", best=1.0)]) == {
            "a": 2,
            "b": 1,
        }

    def test_the_chain_has_claimant_quoted_and_page(self):
        estimates = [figure("a", "A", quoting="B", note="as said by C")]
        [chain] = with_origins(record(estimates=estimates), SCHEMA)["estimates"]["chain"]
        assert chain == "id-A;id-B;page"

    @given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(["A", "B", "C", "D", None]))))
    def test_however_they_quote_there_are_no_more_origins_than_names(self, pairs):
        rows = [
            figure(f"r-{number}", claimant, quoting=quoted) for number, (claimant, quoted) in enumerate(pairs)
        ]
        counted = origins(estimates=rows)
        assert len(set(counted.values())) <= 1, "all of them state the same"
        named = {name for pair in pairs for name in pair if name}
        assert all(1 <= number <= len(named) for number in counted.values())


def word(row, speaker, *, side="Valley", position="denies", day="2024-06-01", **cells):
    """Build a row of `statements`."""
    return {
        "statement_id": row,
        "speaker": speaker,
        "side": side,
        "position": position,
        "topic": "leak",
        "statement_date": day,
        "source_id": "page",
        **cells,
    }


class TestStatements:
    """Rows of `statements`, whose speakers go by names that `bodies` joins."""

    ROWS = (word("a", "Ministry (Smith)"), word("b", "Minister; Jones", day="2024-06-30"))

    def test_a_name_without_a_row_is_an_origin_of_its_own(self):
        assert origins("statements", statements=self.ROWS) == {"a": 2, "b": 2}

    def test_names_that_are_coded_as_the_word_of_one_body_are_one(self):
        bodies = [{"side": "Valley", "name": row["speaker"], "body": "Ministry"} for row in self.ROWS]
        assert origins("statements", statements=self.ROWS, bodies=bodies) == {"a": 1, "b": 1}
        bodies[0]["side"] = "Hill"
        assert origins("statements", statements=self.ROWS, bodies=bodies) == {"a": 2, "b": 2}

    def test_another_position_or_month_is_not_the_same(self):
        for other in ({"position": "alleges"}, {"day": "2024-07-01"}):
            rows = [self.ROWS[0], word("b", "Mayor", **other)]
            assert origins("statements", statements=rows) == {"a": 1, "b": 1}

    def test_rows_whose_words_alone_tell_what_they_say_are_never_the_same(self):
        rows = [word("a", "Mayor", position=None), word("b", "Smith", position=None)]
        assert origins("statements", statements=rows) == {"a": 1, "b": 1}

    def test_a_chain_holds_no_semicolon_of_a_name(self):
        chains = with_origins(record(statements=self.ROWS), SCHEMA)["statements"]["chain"]
        assert list(chains) == ["Valley: Ministry (Smith);page", "Valley: Minister, Jones;page"]


SOURCES = [
    {"source_id": "one", "publisher": "Gazette", "url": "https://a.example"},
    {"source_id": "two", "publisher": "Courier", "url": "https://b.example"},
    {"source_id": "three", "publisher": "Courier", "url": "https://c.example"},
    {"source_id": "article", "publisher": "Review", "url": "https://a.example", "sha256": "0"},
]


class TestRowsThatNameNobody:
    """Rows of `outcomes` go back to the publisher of their pages."""

    def test_two_pages_are_one_origin(self):
        rows = [{"outcome_id": "a", "source_id": "one", "second_source_id": "two"}]
        assert origins("outcomes", outcomes=rows, sources=SOURCES) == {"a": 1}

    def test_the_chain_has_publisher_and_page(self):
        tables = record(outcomes=[{"outcome_id": "a", "source_id": "one"}], sources=SOURCES)
        assert list(with_origins(tables, SCHEMA)["outcomes"]["chain"]) == ["Gazette;one"]

    def test_rows_that_share_a_publisher_are_one(self):
        rows = [
            {"outcome_id": "a", "source_id": "one", "second_source_id": "two"},
            {"outcome_id": "b", "source_id": "three"},
        ]
        judged = judgement("a;b", outcomes=rows, sources=SOURCES)
        assert judged == (0, 1, 1)

    def test_the_original_of_an_article_is_that_article(self):
        rows = [{"outcome_id": "a", "source_id": "one"}]
        claims = [{"claim_id": "c-1", "fact_id": "f", "source_id": "article"}]
        assert judgement("a;c-1", outcomes=rows, claims=claims, sources=SOURCES) == (1, 1, 1)
        apart = [{**source, "url": None} for source in SOURCES]
        assert judgement("a;c-1", outcomes=rows, claims=claims, sources=apart) == (1, 1, 2)


def judgement(grounds, **given_tables):
    """Return the origins of the claims of one judgement, of its rows, and of both."""
    judgements = pd.DataFrame({"judgement_id": ["j-1"], "claims": [grounds]})
    [counted] = with_judged_origins(judgements, record(**given_tables), SCHEMA).to_dict("records")
    return counted["claim_origins"], counted["row_origins"], counted["origins"]


class TestJudgements:
    """Claims and rows together: a speaker who stands behind both is one origin."""

    CLAIMS = ({"claim_id": "c-1", "fact_id": "f", "source_id": "article", "speaker": "ministry"},)

    def test_a_claim_and_a_row_of_one_speaker_are_one(self):
        known = {"A": {"entity_id": "ministry"}}
        assert judgement("a;c-1", estimates=[figure("a", "A")], claims=self.CLAIMS, claimants=known) == (
            1,
            1,
            1,
        )

    def test_without_the_link_they_are_two(self):
        assert judgement("a;c-1", estimates=[figure("a", "A")], claims=self.CLAIMS) == (1, 1, 2)

    def test_a_name_of_bodies_may_be_an_actor_too(self):
        bodies = [{"side": "Valley", "name": "Mayor", "entity_id": "ministry"}]
        rows = [word("a", "Mayor")]
        assert judgement("a;c-1", statements=rows, claims=self.CLAIMS, bodies=bodies) == (1, 1, 1)

    def test_a_row_of_somebody_else_adds_one(self):
        known = {"A": {"entity_id": "ministry"}, "B": {}}
        rows = [figure("a", "A"), figure("b", "B")]
        assert judgement("a;b;c-1", estimates=rows, claims=self.CLAIMS, claimants=known) == (1, 2, 2)

    def test_a_row_that_quotes_the_speaker_adds_none(self):
        known = {"A": {"entity_id": "ministry"}, "B": {}}
        rows = [figure("b", "B", quoting="A")]
        assert judgement("b;c-1", estimates=rows, claims=self.CLAIMS, claimants=known) == (1, 1, 1)

    def test_two_actors_of_one_body_are_one(self):
        known = {"A": {"entity_id": "ministry"}, "B": {"short_name": "A", "entity_id": "mayor"}}
        claims = [*self.CLAIMS, {**self.CLAIMS[0], "claim_id": "c-2", "fact_id": "g", "speaker": "mayor"}]
        assert judgement("c-1;c-2", claims=claims, claimants=known) == (1, 0, 1)


@pytest.mark.parametrize("project", [HERE, SECOND], ids=["first", "second"])
class TestBothReports:
    """What must hold in a dataset, whatever it is about."""

    def test_every_table_of_the_record_has_chain_and_origins(self, project):
        data = project.load()
        for name, declared in project.schema.record.items():
            assert isinstance(declared.stating(), Stating), name
            assert {"chain", "origins"} <= set(declared.computed())
            assert getattr(data, name)[["chain", "origins"]].notna().all(axis=None)

    def test_a_chain_ends_at_the_page(self, project):
        data = project.load()
        for name in project.schema.record:
            rows = getattr(data, name)
            assert list(rows["chain"].str.split(";").str[-1]) == list(rows["source_id"]), name

    def test_notes_and_pages_seen_second_move_nothing(self, project):
        tables = project.load().tables()
        told = {
            name: tables[name].assign(note="A third body says so too.")
            for name in project.schema.record
            if "note" in tables[name]
        }
        again = with_origins({**tables, **told}, project.schema)
        assert all(list(again[name]["origins"]) == list(tables[name]["origins"]) for name in again)
        assert all(list(again[name]["chain"]) == list(tables[name]["chain"]) for name in again)

    def test_origins_of_both_lie_between_the_greater_and_the_sum(self, project):
        for row in project.load().judgements.itertuples():
            claims, rows = row.claim_origins, row.row_origins
            assert max(claims, rows) <= row.origins <= claims + rows, row.judgement_id

    def test_one_more_speaker_is_one_more_origin_and_moves_no_other_table(self, project):
        tables = project.load().tables()
        statements = tables["statements"]
        row = statements[statements["position"].notna()].iloc[[0]]
        new = row.assign(**{statements.columns[0]: "one-more", "speaker": "Nobody else"})
        more = {**tables, "statements": pd.concat([statements, new], ignore_index=True)}
        check(more, project.schema)
        again = with_origins(more, project.schema)
        counted = again["statements"].set_index(statements.columns[0])["origins"]
        [before] = row["origins"]
        assert counted["one-more"] == before + 1
        assert all(
            list(again[name]["origins"]) == list(tables[name]["origins"])
            for name in set(again) - {"statements"}
        )


def test_the_judgement_of_the_second_report_goes_back_to_one_agency():
    [row] = SECOND.load().judgements.itertuples()
    assert (row.claim_origins, row.row_origins, row.origins) == (1, 1, 1)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("name", "Mayor of nowhere", "column name: no row of the record has this side and name"),
        ("side", "Nowhere", "column name: no row of the record has this side and name"),
        ("body", "Town hal", "column body: 'Town hal' is no short name of claimants.csv"),
        ("entity_id", None, "column body: neither body nor actor is named"),
    ],
)
def test_a_row_of_bodies_that_joins_nothing_is_refused(column, value, message):
    tables = SECOND.load().tables()
    assert not list(check_bodies(tables, SECOND.schema))
    bodies = tables["bodies"].astype(object)
    bodies.loc[0, column] = value
    with pytest.raises(DataError, match=message):
        check({**tables, "bodies": bodies}, SECOND.schema)


@given(st.lists(st.frozensets(st.sampled_from("abcde"), min_size=1)))
def test_origins_that_share_a_name_are_one_in_any_order(names):
    assert count(names) == count(reversed(names)) <= len(set(names))
