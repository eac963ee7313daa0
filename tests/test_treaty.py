"""What the chapter on the treaty says, held against small made-up frames and the rows themselves."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.evidence.selections import labels, selected_ids, selected_row
from dossier.schema.files import rows, split_ids
from dossier.show.table import Link
from militant_unity.foreseen import treaty
from militant_unity.tables import Clauses
from militant_unity.treaty import aid_clause, calendar, duties, texts, words
from militant_unity.treaty import clauses as treaty_clauses
from militant_unity.treaty import numbers as treaty_numbers

AID = "armed_attack;military_and_other_help;at_once"
OLD = {
    "clause_id": "a", "treaty": "USSR-DPRK 1961", "article": "1", "obligation": "defense",
    "summary": "armed attack, war: military and other help at once", "parts": AID + ";state_of_war",
}  # fmt: skip
NEW = {"clause_id": "b", "treaty": "RF-DPRK 2024", "article": "4", "obligation": "defense", "parts": AID}
LIMIT = {**NEW, "clause_id": "c", "obligation": "domestic_law_clause", "parts": "domestic_law"}
PREAMBLE = {
    "clause_id": "d", "treaty": "USSR-DPRK 1961", "article": "preamble",
    "obligation": "un_charter_clause", "parts": "article_51",
}  # fmt: skip
STATUS = {
    "clause_id": "e", "treaty": "PRC-DPRK 1961", "article": "status", "obligation": "defense", "kind": "about",
}  # fmt: skip
ABSENT = {
    "clause_id": "f", "treaty": "RF-DPRK 2000", "article": "general", "obligation": "consultation",
    "kind": "negation", "absent": "defense", "absent_from": "RF-DPRK 2000", "absence": "said",
}  # fmt: skip


def clauses(*made):
    plain = {"kind": "clause", "confidence": "single", "summary": "anything"}
    return Dataset(clauses=Clauses.of([{**plain, **row} for row in made]))


class TestClauses:
    """What was seen, what is said to be absent, what was not seen."""

    def test_a_row_about_a_treaty_is_no_clause_of_it(self):
        matrix = treaty_clauses.clause_matrix(clauses(OLD, STATUS))
        assert matrix.loc["defense"].to_dict() == {
            "USSR-DPRK 1961": 1, "RF-DPRK 2000": 0, "RF-DPRK 2024": 0, "PRC-DPRK 1961": 0, "ROK-US 1953": 0,
        }  # fmt: skip

    def test_parts_are_read_from_the_article_that_promises_aid(self):
        parts = aid_clause.aid_clauses(clauses(OLD, NEW, LIMIT, PREAMBLE))
        assert parts.loc["at_once"].tolist() == [True, True]
        assert parts.loc["state_of_war"].tolist() == [True, False]
        assert parts.loc["domestic_law"].tolist() == [False, True]
        assert not parts.loc["article_51", "USSR-DPRK 1961"], "the preamble is no limit"

    def test_an_empty_cell_says_not_seen_and_a_full_one_leads_to_its_row(self):
        shown = (
            treaty_clauses.clauses_table(clauses(OLD, ABSENT))
            .frame.set_index("heading")
            .loc["aid if attacked"]
        )
        assert shown["RF 2024"] == "not seen"
        assert shown["RF 2000"] == [Link("said to be absent", "../book/record.html#f")]
        [link] = shown["USSR 1961"]
        assert link.address == "../book/record.html#a"
        assert link.text == f"{OLD['summary']} (Article\N{NO-BREAK SPACE}1; one page)"

    def test_what_is_said_to_be_absent_is_said_by_its_row(self, data):
        said = data.clauses.set_index("clause_id")
        absent = treaty_clauses.absences(data, "said")
        rows = [*absent.values()]
        text = said.loc[rows, "summary"] + " " + said.loc[rows, "note"].fillna("")
        assert text.str.contains(r"\b[Nn]o\b|absent").all()
        assert absent == {
            ("RF-DPRK 2000", "defense"): NEGATION,
            ("USSR-DPRK 1961", "domestic_law_clause"): "rf-dprk-2024-4-domestic-law-clause",
            ("USSR-DPRK 1961", "domestic_law"): "rf-dprk-2024-4-domestic-law-clause",
            ("USSR-DPRK 1961", "article_51"): "ussr-dprk-1961-preamble-un-charter-clause",
        }
        matrix, parts = treaty_clauses.clause_matrix(data), aid_clause.aid_clauses(data)
        places = [*absent, *treaty_clauses.absences(data, "not_in_text_seen")]
        seen = [(matrix if name in matrix.index else parts).loc[name, pact] for pact, name in places]
        assert not any(seen), "nor was it seen"

    def test_an_absence_says_of_what_from_where_and_how(self, data):
        told = data.clauses[["absent", "absent_from", "absence"]].notna()
        assert told.all(axis=1).eq(told.any(axis=1)).all()
        assert set(data.clauses["absent_from"].dropna()) <= set(data.clauses["treaty"])
        negation = data.clauses[data.clauses["kind"].eq("negation")]
        assert negation["clause_id"].tolist() == [NEGATION]
        about = data.clauses["article"].isin(["practice", "status"])
        assert data.clauses["kind"].eq("about").equals(about)

    def test_rows_of_one_treaty_that_give_two_days_are_refused(self):
        days = pd.DataFrame({"treaty": "RF-DPRK 2024", "in_force": ["2024-12-04", "2024-12-05", None]})
        with pytest.raises(DataError, match=r"column in_force: .*2024-12-04 and 2024-12-05"):
            treaty_clauses.pact_day(days, "in_force")
        assert treaty_clauses.pact_day(days[2:], "in_force") == ""

    def test_what_was_not_in_the_text_seen_is_noted_so(self, data):
        notes = data.clauses.set_index("clause_id")["note"]
        unread = treaty_clauses.absences(data, "not_in_text_seen")
        assert all("in the text seen" in notes[row] for row in unread.values())
        assert set(unread.values()) == {"prc-dprk-1961-ii-defense"}
        shown = treaty_clauses.clauses_table(data).frame.set_index("heading")
        for heading in ("tied to the UN Charter", "tied to each side's law"):
            assert [link.text for link in shown.loc[heading, "PRC 1961"]] == ["not in the text seen"]

    def test_the_pact_of_seoul_and_washington_keeps_its_rows(self, data):
        rows = data.clauses[data.clauses["treaty"].eq("ROK-US 1953")]
        shown = treaty_clauses.clauses_table(data).frame[
            "ROK-US 1953 (Article III: draft of July 1953, one page)"
        ]
        linked = [
            link.address.rpartition("#")[2] for cell in shown if isinstance(cell, list) for link in cell
        ]
        assert set(linked) == set(rows["clause_id"])
        assert "pages differ" in shown.map(str).str.cat()
        drafts = rows[rows["article"].eq("III")]
        assert drafts["note"].str.contains("Draft of July 1953").all()
        assert drafts["draft"].eq("1953-07").all()
        assert set(drafts["confidence"]) == {"single"}

    def test_each_clause_of_2024_shows_its_report(self, data):
        shown = treaty_clauses.clauses_one_by_one(data).frame
        assert len(shown) == data.clauses["treaty"].eq("RF-DPRK 2024").sum()
        by_row = shown.set_index(shown["clause"].map(lambda link: link.address.rpartition("#")[2]))
        assert by_row.loc["rf-dprk-2024-16-economic-2", "report"] == "one page"
        assert by_row.loc["rf-dprk-2024-16-economic-3", "report"] == "pages differ"
        assert "low-grade" in by_row.loc["rf-dprk-2024-20-cooperation", "note"]
        assert "inferred" in by_row.loc["rf-dprk-2024-10-cooperation", "note"]
        economic = (
            treaty_clauses.clauses_table(data)
            .frame.set_index("heading")
            .loc["trade and sanctions", "RF 2024"]
        )
        assert any("pages differ" in link.text for link in economic)

    def test_what_the_prose_says_of_slips_and_ends(self, data):
        known = data.clauses.set_index("clause_id")
        assert "Article 4: a slip" in known.loc["rf-dprk-2024-3-consultation", "note"]
        end = known.loc["ussr-dprk-1961-end-duration"]
        assert end["confidence"] == "contradicted"
        assert all(day in end["note"] for day in ("7 September 1995", "10 September 1996", "1998"))
        of_2000 = known.loc[known["treaty"].eq("RF-DPRK 2000"), "summary"]
        assert not of_2000.str.contains("defence").any()
        assert "defence capability" in known.loc["rf-dprk-2024-8-cooperation", "summary"]

    def test_2024_keeps_1961_and_adds_two_limits(self, data):
        parts = aid_clause.aid_clauses(data)
        assert parts["RF-DPRK 2024"].all()
        assert set(parts.index[~parts["USSR-DPRK 1961"]]) == {"article_51", "domestic_law"}
        aid = data.clauses.set_index("clause_id")["article"]
        assert (aid["ussr-dprk-1961-1-defense"], aid["rf-dprk-2024-4-defense"]) == ("1", "4")

    def test_what_the_prose_says_of_the_other_pacts(self, data):
        seen = treaty_clauses.clause_matrix(data).gt(0)
        assert seen["RF-DPRK 2024"].all()
        assert seen.loc["domestic_law_clause", "ROK-US 1953"]
        assert not seen.loc["domestic_law_clause", "PRC-DPRK 1961"]
        security = ["defense", "un_charter_clause", "domestic_law_clause", "nonaggression"]
        added = seen.index[seen["RF-DPRK 2024"] & ~seen["RF-DPRK 2000"]]
        assert set(added) - set(security) == set()

    def test_every_clause_of_the_table_is_linked_once(self, data):
        frame = treaty_clauses.clauses_table(data).frame.drop(columns="heading")
        links = [link.address for cell in frame.to_numpy().ravel() if isinstance(cell, list) for link in cell]
        absent = {
            row for how in ("said", "not_in_text_seen") for row in treaty_clauses.absences(data, how).values()
        }
        linked = [each for each in links if each.rpartition("#")[2] not in absent]
        assert len(linked) == len(set(linked))
        assert len(links) >= treaty_clauses.clause_matrix(data).to_numpy().sum()


NEGATION = "rf-dprk-2000-general-consultation"


def test_the_treaty_ends_the_claims_that_it_makes_false(data):
    assert set(treaty_clauses.ended_claims(data)) == {"c-046", "c-055", "c-072", "c-227"}
    shown = aid_clause.return_table(data).frame
    assert {link.text for cell in shown["ended by"] for link in cell} == {"c-122", "c-181"}
    years = [link.text for cell in shown["clauses beside it"] for link in cell]
    assert set(years) <= set(data.clauses["clause_id"])


class TestWords:
    """Who says alliance, and when Putin changed."""

    def test_only_kim_has_the_noun_and_has_it_on_six_days(self, data):
        said = words.alliance_words(data)
        assert set(said.loc[said["word"].eq("alliance"), "speaker"]) == {words.KIM}
        assert words.kim_words(data) == [
            "2024-06-19", "2025-05-09", "2025-08-15", "2025-10-07", "2025-12-27", "2026-01-01",
        ]  # fmt: skip
        assert "none" not in set(said["word"])

    def test_putin_leaves_it_out_in_2024_and_says_allied_in_2025(self, data):
        said = words.putin_words(data)
        assert said.to_dict() == {
            "2024-06-19": "avoids", "2024-06-20": "avoids", "2024-11-07": "avoids", "2025-09-03": "allied",
            "2025-12-25": "allied",
        }  # fmt: skip

    def test_moscow_says_allied_in_october_2024(self, data):
        said = words.alliance_words(data)
        october = said[said["statement_date"].eq("2024-10-24")]
        assert october["side"].tolist() == ["Russia", "Russia"]
        assert set(october["word"]) == {"allied"}


class TestTexts:
    """The articles themselves."""

    def test_a_text_in_full_is_printed_as_it_was_seen(self, data):
        shown = {link.text: words for link, words in texts.texts_table(data).frame.iloc[:, :2].to_numpy()}
        wording = data.treaty_texts.set_index("text_id")["wording_seen"]
        assert set(texts.full(data)) <= set(wording.dropna().index)
        assert f"“{wording['txt-1961-su-i']}”" in shown.values()
        assert f"“{wording['txt-2024-4-kcna']}”" in set(texts.texts_table(data).frame["words seen"])

    def test_what_was_not_seen_says_so_and_is_not_quoted(self, data):
        listed = texts.texts(data)
        shown = texts.texts_table(data).frame["words seen"]
        for row, cell in zip(rows(listed), shown, strict=True):
            if pd.isna(row.wording_seen):
                assert cell.startswith("Wording not seen.")
            elif not row.whole:
                assert cell.startswith("A few words seen")

    def test_each_text_has_its_page_and_the_line_from_moscow_its_order(self, data):
        listed, shown = texts.texts(data), texts.texts_table(data).frame
        assert list(dict.fromkeys(listed["treaty"])) == list(treaty_clauses.TREATIES)[:3]
        assert all(link.address.startswith("http") for cell in shown["page"] for link in cell)

    def test_a_secret_clause_is_alleged_by_one_source_and_denied(self, data):
        listed = selected_ids(data, "treaty.unpublished")
        estimates, said = data.estimates.set_index("estimate_id"), data.statements.set_index("statement_id")
        assert "one unnamed source" in estimates.loc[listed[0], "note"]
        assert "no secret annexes" in said.loc[listed[1], "summary"]
        assert "minerals" in said.loc[listed[2], "summary"]
        shown = texts.unpublished_table(data).frame
        assert list(shown["said on"]) == ["2024-10-23", "2024-10-24", "2024-10-28", "2024-10-29"]

    def test_the_duma_voted_without_a_vote_against(self, data):
        vote = data.events.set_index("event_id").loc["2024-10-24-duma-ratifies", "summary"]
        assert "397" in vote
        assert "none against" in vote


class TestCalendar:
    """Days are counted from the rows."""

    def test_days_before_it_bound(self, data):
        assert calendar.in_force(data) == "2024-12-04"
        assert calendar.first_shipped(data) == "2024-10-08"
        gap = pd.Timestamp("2024-12-04") - pd.Timestamp("2024-10-08")
        assert treaty_numbers.quotable(data)["shipped_before_treaty_days"] == gap.days == 57
        assert calendar.first_allegation(data) < calendar.first_shipped(data)

    def test_who_names_the_treaty_as_the_ground(self, data):
        """Putin spoke of the clause in October 2024 and admitted nothing: that is no ground."""
        steps = calendar.calendar(data)
        spoken = steps[steps["line"].eq("clause")]
        assert set(spoken["step"]) == {"President Putin"}
        assert list(spoken["date"]) == ["2024-10-24", "2024-10-25"]
        ground = steps[steps["line"].eq("ground")]
        assert ground["date"].gt(calendar.in_force(data)).all()
        april = ground[ground["date"].str.startswith("2025-04")]
        sides = data.statements.set_index("statement_id").loc[april["row"], "side"]
        assert set(sides) == {"Russia", "DPRK"}

    def test_the_text_was_public_the_day_after(self, data):
        steps = calendar.calendar(data).set_index("row")
        printed = steps[steps["step"].eq("text printed in Pyongyang")]
        assert printed[["date", "line"]].to_numpy().tolist() == [["2024-06-20", "treaty"]]

    def test_every_step_of_the_treaty_is_chosen_and_has_a_label(self, data):
        between = data.events[data.events["date"].between("2024-06", "2024-12-31")]
        taken = between.loc[between["what"].isin(["sign", "ratify"]), "event_id"]
        taken = taken[~taken.str.contains("commission-protocol")]  # signed by a commission, and no treaty
        assert set(taken) < set(labels(data, "treaty.steps"))
        shipped = selected_row(data, data.events, "treaty.steps", "troops")
        assert shipped[["what", "actor", "recipient"]].tolist() == ["deploy", "PRK", "RUS"]

    def test_kyiv_s_sources_are_one_origin_and_slips_stand_in_notes(self, data):
        said = data.statements.set_index("statement_id").loc["2024-10-04-troop-deployment-ukraine"]
        assert said["confidence"] == "same_origin"
        notes = data.events.set_index("event_id")["note"]
        slips = {
            "2024-06-19-russia-dprk-treaty-signed": "18 June",
            "2024-10-14-treaty-to-duma": "15 October",
            "2024-11-09-putin-signs-ratification": "9 October",
        }
        assert all(day in notes[row] for row, day in slips.items())

    def test_seoul_gives_the_first_shipment(self, data):
        said = data.statements.set_index("statement_id").loc["2024-10-18-troop-deployment-rok"]
        assert said["side"] == "ROK"
        assert "8 to 13 October" in said["summary"]


def test_no_signed_paper_between_2001_and_2024_is_on_record_but_a_plan_and_a_protocol(data):
    signed = data.events[data.events["what"].eq("sign") & data.events["actor"].eq("PRK;RUS")]
    between = signed[signed["date"].gt("2001-08-04") & signed["date"].lt("2024-06-19")]
    assert list(between["event_id"]) == ["2023-11-15-commission-protocol"]
    assert "not published" in between["note"].item()
    plans = data.events.set_index("event_id").loc["2023-10-19-lavrov-meets-kim", "summary"]
    assert "plan" in plans
    assert "signed" in plans
    claim = data.claims.set_index("claim_id").loc["c-121"]
    assert pd.isna(claim["contradicts"])
    assert not data.claims["contradicts"].map(split_ids).map(lambda ids: "c-121" in ids).any()
    steps = treaty_clauses.correction_note(data).frame["row"].map(lambda link: link.text).tolist()
    assert steps[:2] == ["c-121", "t-136"]


class TestForecasts:
    """Which ones, and which did worse than a coin."""

    def test_an_order_for_eurasia_and_no_pact_did_worse_than_a_coin(self, data):
        found = treaty.treaty_forecasts(data)
        assert found["forecast_id"].tolist() == ["f-027", "f-025", "f-007", "f-026", "f-035", "f-024"]
        worse = found[found["brier_low"].gt(treaty.COIN)]
        assert worse["claim_id"].tolist() == ["c-083", "c-072"]
        settled = set(found.loc[found["brier_low"].notna(), "forecast_id"])
        assert set(selected_ids(data, "foreseen.treaty_names")) == settled

    def test_visit_2024_was_right_on_the_day(self, data):
        found = treaty.treaty_forecasts(data).set_index("forecast_id").loc["f-026"]
        assert (found["outcome"], found["resolved_on"]) == ("yes", "2024-06-19")

    @pytest.mark.parametrize(
        ("low", "high", "told"), [(0.64, 0.9025, "0.64–0.90"), (0.0001, 0.0025, "0.0001–0.0025")]
    )
    def test_a_small_score_keeps_its_digits(self, low, high, told):
        assert treaty.interval(SimpleNamespace(brier_low=low, brier_high=high)) == told


class TestVoices:
    """Claims in which the two sides speak, counted from the ledger a second time."""

    def test_counts(self, data):
        spoken = data.claims[
            data.claims["theme"].eq("treaty")
            & data.claims["speaker"].isin(list(calendar.sides(data)))
            & data.claims["polarity"].ne("absent")
        ]
        assert len(spoken) == calendar.voice_matrix(data).to_numpy().sum() == len(calendar.voices(data))
        assert calendar.voice_matrix(data).columns[0] == "evaluation"

    def test_pyongyang_only_praises_and_one_claim_is_on_the_text(self, data):
        numbers = treaty_numbers.quotable(data)
        assert numbers["voices_praise_moscow"] < numbers["voices_moscow"]
        said = calendar.voices(data)
        assert set(said.loc[said["side"].eq("Pyongyang"), "claim_type"]) == {"evaluation"}
        assert said.loc[said["claim_type"].eq("legal"), "claim_id"].tolist() == ["c-238"]
        others = said["side"].eq("Moscow") & said["claim_type"].ne("evaluation")
        assert set(said.loc[others, "claim_id"]) == {"c-096", "c-123", "c-083", "c-238", "c-233"}

    def test_nobody_who_speaks_of_the_tie_for_a_side_is_left_out(self, data):
        spoken = data.claims.loc[data.claims["theme"].eq("treaty"), "speaker"].dropna()
        others = {"michael-madden", "edward-howell", "john-erath"}
        assert set(spoken) - others == set(calendar.sides(data))


class TestDuties:
    """The checklist stands on clauses of 2024 and on rows after it bound."""

    def test_each_duty_is_a_clause_of_2024(self, data):
        assert data.duties["clause_id"].str.startswith("rf-dprk-2024-").all()

    def test_a_sign_counts_from_the_day_it_bound(self, data):
        seen = duties.duty_status(data)["last_seen"].dropna()
        assert seen.ge(calendar.in_force(data)).all()
        ids = [each for cell in duties.duty_status(data)["ids"] for each in cell]
        assert all(each[:10] >= calendar.in_force(data) for each in ids)

    def test_counts_and_no_breach(self, data):
        numbers = treaty_numbers.quotable(data)
        parts = [numbers[f"duties_{name}"] for name in ("seen", "not_seen", "to_refrain")]
        assert sum(parts) == numbers["duties_listed"] == len(data.duties)
        found = duties.duty_status(data)
        assert found.loc[found["sign_of"].eq("broken"), "last_seen"].isna().all()

    def test_a_sign_is_named_with_its_report(self, data):
        shown = duties.duties_table(data).frame
        trade = next(
            cell
            for link, cell in zip(shown["clause"], shown["seen on record"], strict=True)
            if link.address.endswith("rf-dprk-2024-10-economic")
        )
        reports = [link.text.rsplit(" (", 1)[1] for link in trade]
        assert reports == ["two pages)", "two pages)"]
        assert duties.last_checked(data) == "March 2026"

    def test_the_limits_of_the_aid_clause_show_no_sign(self, data):
        found = duties.duty_status(data).set_index("clause_id")["last_seen"]
        limits = ["rf-dprk-2024-4-un-charter-clause", "rf-dprk-2024-4-domestic-law-clause"]
        assert found[limits].isna().all()
        assert found["rf-dprk-2024-4-defense"] == "2025-09-03"
