"""The troops chapter: counts that are never added, borrowings, clocks, losses and the flip set."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dossier.errors import DataError
from dossier.evidence import hypotheses
from dossier.evidence.selections import labels, selected_id, selected_ids
from dossier.project import find_project
from dossier.schema.files import rows
from dossier.show.amount import amount
from militant_unity.numbers import quotable
from militant_unity.treaty import calendar
from militant_unity.troops import (
    admission,
    chosen,
    confirmations,
    losses,
    motives,
    returned,
    silence,
    whereabouts,
)
from militant_unity.troops import soldiers as troops_soldiers
from militant_unity.vocabulary import CAPITALS

PROJECT = find_project()
TABLES = PROJECT.schema.tables


@pytest.fixture(scope="module")
def numbers(data):
    return quotable(data)


@pytest.fixture(scope="module")
def estimates(data):
    return data.estimates.set_index("estimate_id")


@pytest.fixture(scope="module")
def ledger(data):
    return data.claims.set_index("claim_id")


@pytest.mark.parametrize(
    ("bound", "low", "best", "high", "said"),
    [
        ("about", None, 1100.0, None, "about 1,100"),
        ("exact", 9.0, 9.0, 9.0, "9"),
        ("at_least", 3000.0, 3000.0, None, "at least 3,000"),
        ("at_most", None, 8000.0, 8000.0, "up to 8,000"),
        ("range", 11000.0, None, 12000.0, "between 11,000 and 12,000"),
    ],
)
def test_an_amount_keeps_its_open_end(bound, low, best, high, said):
    assert amount(SimpleNamespace(bound=bound, low=low, best=best, high=high)) == said


def test_every_bound_of_a_drawn_row_can_be_said(data):
    drawn = pd.concat([troops_soldiers.counts_on_record(data), losses.losses(data)])
    assert set(drawn["bound"]) <= {"about", "exact", "at_least", "at_most", "range"}
    point = drawn["bound"].ne("range")
    assert drawn.loc[point, "best"].notna().all()
    assert drawn.loc[~point, ["low", "high"]].notna().all().all()


def test_claimants_of_drawn_rows_have_a_short_name(data):
    drawn = pd.concat(
        [troops_soldiers.counts_on_record(data), troops_soldiers.totals_sent(data), losses.losses(data)]
    )
    assert set(drawn["who"]) <= set(data.claimants["label"])
    assert drawn["side"].isin(data.claimants["side"]).all()


class TestWhichNumber:
    """Question 1."""

    def test_two_equal_figures_count_different_things(self, data):
        found = troops_soldiers.soldier_figures(data).dropna(subset=["best"])
        equal = found[found["best"].eq(found["best"].max())]
        assert dict(zip(equal["claim_id"], equal["item"], strict=True)) == {
            "c-177": "soldier_en_route",
            "c-209": "soldier_promised",
        }

    def test_no_sum_is_shown_without_a_reason_against_it(self, data):
        shown = troops_soldiers.not_to_be_added(data).frame
        assert sorted(shown["the sum would be"]) == [13000, 13000, 20000]
        assert shown["why it counts nothing"].str.len().gt(20).all()

    def test_the_false_sum_is_above_every_count_on_record(self, data, numbers):
        sent = data.estimates[data.estimates["item"].eq("soldier_sent")]
        assert numbers["soldiers_wrong_sum"] > sent[["low", "best", "high"]].max().max()
        assert numbers["soldiers_most_on_record"] == sent[["low", "best", "high"]].max().max()

    def test_the_thousands_derive_from_the_arrivals(self, ledger):
        assert ledger.loc["c-169", "derives_from"] == "c-171"

    def test_seoul_had_expected_more_five_days_before(self, estimates):
        before = estimates.loc["2024-10-18-rok-nis-soldier-promised"]
        after = estimates.loc["2024-10-23-rok-nis-soldier-promised"]
        assert before["best"] > after["best"]
        assert "Total expected by December" in after["note"]

    def test_the_pentagon_gave_a_total(self, estimates):
        assert "in total" in estimates.loc["2024-10-28-us-pentagon-singh-soldier-sent", "note"]

    def test_the_day_of_the_title_is_the_widest_within_one_group(self, data):
        low, high = troops_soldiers.one_day(data)
        counts = troops_soldiers.counts_on_record(data).dropna(subset=["best"])
        assert not counts["estimate_id"].isin(selected_ids(data, "troops.counts_left_out")).any()
        spread = counts.groupby(["group", "date"])["best"].agg(lambda each: each.max() / each.min())
        assert spread.idxmax() == (low.group, low.date) == (high.group, high.date)
        assert high.best / low.best == spread.max()

    def test_the_day_of_the_title(self, data):
        low, high = troops_soldiers.one_day(data)
        assert (low.date, low.best, high.best) == ("2024-10-18", 1500, 11000)
        assert (low.group, high.group) == ("in Russia", "in Russia")

    def test_a_comparison_needs_two_rows(self, data):
        counts = troops_soldiers.counts_on_record(data)
        with pytest.raises(DataError, match=r"selections.csv.*which compares two figures; choose two rows"):
            chosen.least_and_most([next(rows(counts))], "troops.one_day")

    def test_a_figure_that_counts_one_thing_has_no_title(self, data):
        one = data.with_tables(quantities=data.quantities[data.quantities["item"].eq("soldier_arrived")])
        with pytest.raises(DataError, match=r"quantities.csv.*given for different things"):
            troops_soldiers.shared_figure(one)

    def test_one_region_stands_apart(self, data):
        kursk = troops_soldiers.counts_on_record(data).query("group == 'in the Kursk region alone'")
        places = data.estimates.set_index("estimate_id")["place"]
        assert set(kursk["estimate_id"].map(places)) == {"Kursk Oblast"}

    def test_totals_given_later(self, data, numbers, estimates):
        found = troops_soldiers.totals_sent(data)
        assert set(found["estimate_id"]) == set(selected_ids(data, "troops.totals_sent"))
        assert (numbers["soldiers_total_low"], numbers["soldiers_total_high"]) == (11000, 15000)
        remarks = found.set_index("date")["remark"]
        assert remarks["2025-05-29"] == "ours, one page"
        assert remarks["2025-09-02"] == "one origin"
        assert remarks["2025-04-30"] == ""
        left_out = estimates.query("item == 'soldier_sent' and statement_date > '2024-12-01'")
        left_out = left_out.drop(index=selected_ids(data, "troops.totals_sent"))
        assert left_out["note"].str.contains("not a total|Initial|Guard|Second dispatch|[Pp]resent").all()

    def test_forecasts_went_above_every_figure_of_soldiers_sent(self, numbers, estimates):
        forecast = estimates.query("item == 'soldier_promised'")[["low", "high"]].max(axis=1)
        assert forecast.max() > numbers["soldiers_most_on_record"]

    def test_what_lacks_a_second_page_says_so(self, data):
        remarks = troops_soldiers.counts_on_record(data).set_index("estimate_id")["remark"]
        assert not remarks.str.contains("one page").any(), "each count has a second page"
        bare = data.estimates.assign(
            confidence=data.estimates["confidence"].mask(
                data.estimates["confidence"].eq("two_independent"), "single"
            )
        )
        shown = troops_soldiers.counts_on_record(data.with_tables(estimates=bare)).set_index("estimate_id")
        assert shown["remark"].str.contains("one page").sum() > len(shown) / 2
        assert remarks["2024-10-18-ukraine-hur-budanov-soldier-sent"] == "one origin"
        assert remarks["2024-10-22-ukraine-zelensky-soldier-promised"] == "ours"

    def test_nothing_was_shipped_before_the_first_shipment(self, data):
        moved = data.events[data.events["what"].eq("deploy") & data.events["actor"].str.contains("PRK")]
        assert moved["date"].min() == "2024-10-08"


class TestWhereabouts:
    """The end of question 1, and what was seen."""

    def test_the_last_counts_are_of_february_2026(self, data, numbers):
        lines = whereabouts.listed(data, "troops.where_now")
        there = lines[lines["part"].eq("soldiers there")]
        assert there["date"].max() == "2026-02-20"
        last = data.estimates[data.estimates["item"].eq("soldier_sent")].sort_values("statement_date")
        assert last["statement_date"].iloc[-1] == there["date"].max()
        assert (numbers["soldiers_there_last"], numbers["soldiers_home"]) == (10000, 1100)

    def test_every_count_of_sappers_and_of_the_returned_is_in_the_table(self, data):
        items = ["sapper", "soldier_returned", "hectare_demined"]
        wanted = data.estimates.loc[data.estimates["item"].isin(items), "estimate_id"]
        assert set(wanted) <= set(whereabouts.listed(data, "troops.where_now")["row"])

    def test_one_unit_has_a_number_and_pyongyang_gave_it(self, data):
        lines = whereabouts.listed(data, "troops.units")
        numbered = lines[lines["what"].str.contains(r"\d")]
        assert len(numbered) == 1
        assert numbered["who"].str.startswith("Kim Jong Un").all()

    def test_no_independent_body_examined_a_soldier(self, data, numbers):
        assert numbers["soldier_objects_independent"] == 0
        assert set(data.objects.query("object_type == 'soldier'")["object_id"]) <= set(
            selected_ids(data, "troops.seen")
        )

    def test_nato_could_not_confirm_twelve_and_ten_days_before(self, data):
        said = data.statements.set_index("statement_id")
        days = [said.loc[f"2024-10-{day}-troop-deployment-nato"] for day in (16, 18)]
        assert all("annot confirm" in day["summary"] for day in days)


class TestWhoConfirmed:
    """Question 2."""

    def test_borrowing_can_only_take_origins_away(self, data):
        assert list(confirmations.origins_by_reading(data)["origins"]) == [4, 3, 2, 1]

    def test_kyiv_spoke_before_seouls_service(self, data):
        said = data.statements.set_index("statement_id")
        kyiv, seoul = (
            said.loc[each, "statement_date"]
            for each in ("2024-10-13-troop-deployment-ukraine", "2024-10-18-troop-deployment-rok")
        )
        assert kyiv < seoul
        assert said.loc["2024-10-18-troop-deployment-rok", "speaker"] == "NIS"

    def test_the_american_report_is_no_claim_of_the_fact(self, ledger):
        assert ledger.loc["c-171", "fact_id"] != confirmations.PRESENCE

    def test_the_ceiling_is_the_count_of_the_ledger(self, data, numbers):
        stated = data.claims[data.claims["fact_id"].eq(confirmations.PRESENCE)]
        assert set(stated["origins"]) == {numbers["presence_origins"]}
        assert len(stated) == numbers["presence_reports"]

    def test_the_borrowings_are_ours_and_not_in_the_ledger(self, ledger):
        assert ledger.loc[["c-174", "c-249", "c-250"], "derives_from"].isna().all()
        assert pd.isna(ledger.loc["c-171", "derives_from"])
        assert "confirms" in ledger.loc["c-173", "statement"]

    def test_every_claim_of_the_fact_is_drawn(self, data, ledger):
        stated = set(ledger.index[ledger["fact_id"].eq(confirmations.PRESENCE)])
        drawn = selected_ids(data, "troops.confirmations")
        assert set(drawn) == stated | {selected_id(data, "troops.confirmations", "report")}
        assert list(labels(data, "troops.confirmations")) == drawn

    def test_a_claim_of_the_fact_without_a_place_is_named(self, data):
        more = data.selections[data.selections["row_id"].ne("c-249")]
        with pytest.raises(DataError, match=r"selections.csv.*c-249 states the fact"):
            confirmations.draw_confirmations(data.with_tables(selections=more))

    def test_each_reading_says_what_it_rests_on(self, data):
        readings = confirmations.origins_by_reading(data)
        assert list(readings["ground"]) == ["coded", "wording", "wording", "supposition"]

    def test_no_figure_of_soldiers_was_observed(self, data):
        soldiers = data.quantities[data.quantities["item"].isin(list(troops_soldiers.SOLDIERS))]
        assert not soldiers["basis"].eq("observed").any()

    def test_seoul_briefed_before_nato_spoke(self, data):
        said = data.statements.set_index("statement_id")["summary"]
        assert "after a Seoul briefing" in said["2024-10-28-troop-deployment-nato"]


class TestClocks:
    """Questions 3 and 5."""

    @pytest.fixture
    def made(self, data):
        said = pd.DataFrame(
            [
                ("s1", "2024-01-01", "US", "alleges"),
                ("s2", "2024-01-03", "Russia", "denies"),
                ("s3", "2024-01-02", "DPRK", "denies"),
                ("s4", "2024-01-05", "Russia", "denies"),
                ("s5", "2024-01-12", "Russia", "acknowledges"),
            ],
            columns=["statement_id", "statement_date", "side", "position"],
        )
        return data.with_tables(statements=said.assign(topic="troop_deployment"))

    def test_a_clock_runs_from_the_first_denial_by_either(self, made):
        assert admission.first_denial(made, "troop_deployment") == "2024-01-02"
        assert admission.denial_to_admission(made, "Russia") == 10

    def test_what_never_came_has_no_day(self, made):
        assert admission.denial_to_admission(made, "DPRK") is None

    def test_the_first_of_two_denials_counts(self, made):
        steps = admission.clock(made, "troop_deployment").set_index(["side", "position"])
        assert steps.loc[("Russia", "denies"), "statement_id"] == "s2"
        assert steps.loc[("Russia", "denies"), "days"] == 2

    def test_arms_were_never_admitted_and_the_troops_were(self, data):
        sides = list(CAPITALS)
        assert [admission.denial_to_admission(data, side, "arms_transfer") for side in sides] == [None, None]
        assert [admission.denial_to_admission(data, side) for side in sides] == [198, 200]

    def test_from_pyongyangs_own_denial_it_is_shorter(self, numbers):
        assert numbers["days_pyongyang_own"] == 189

    def test_the_description_of_the_clocks_says_never(self, data):
        alt = admission.draw_clocks(data).alt
        assert "nan" not in alt
        assert alt.count("never, on record") == 3

    def test_the_path_was_not_straight(self, data):
        said = data.statements.set_index("statement_id")
        left, again = "2024-10-21-troop-deployment-russia", "2024-10-23-troop-deployment-russia"
        assert (said.loc[left, "position"], said.loc[again, "position"]) == ("does_not_deny", "denies")

    def test_the_days_around_the_entry_into_force(self, numbers):
        assert numbers["days_shipment_before_force"] == 57
        assert numbers["days_force_to_admission"] == 143

    def test_the_clause_is_cited_as_the_ground_only_after_the_treaty_was_in_force(self, data):
        """Before it, Putin speaks of the clause as a choice: he does not acknowledge."""
        said = data.statements.set_index("statement_id")["position"]
        found = admission.legal_ground(data)
        positions = found["row"].map(said)
        assert set(positions[found["days"].lt(0)].dropna()) <= {"does_not_deny", "dismisses"}
        assert set(positions[found["days"].gt(0)].dropna()) == {"acknowledges"}
        steps = calendar.calendar(data)
        grounds = set(steps.loc[steps["line"].eq("ground"), "row"])
        assert grounds <= set(found.loc[found["soldiers"].eq("admits them"), "row"]), (
            "read alike in both chapters"
        )
        spoken = set(steps.loc[steps["line"].eq("clause"), "row"])
        assert spoken <= set(found.loc[found["soldiers"].eq("does not deny them"), "row"])
        assert found["days"].is_monotonic_increasing

    def test_both_sides_had_spoken_before_the_article(self, data, numbers):
        assert numbers["statements_before_article"] == 10


class TestLosses:
    """Question 4."""

    def test_a_row_belongs_to_one_kind(self, data):
        found = losses.losses(data)
        assert not found["estimate_id"].duplicated().any()
        wanted = data.estimates["item"].isin(list(losses.KINDS))
        assert len(found) == wanted.sum()

    def test_one_day_two_counts(self, data):
        low, high = losses._compared(data, losses.losses(data), "troops.losses_one_day")
        assert (low.date, low.best, low.bound) == ("2024-12-23", 1100, "about")
        assert (high.date, high.best, high.bound) == ("2024-12-23", 3000, "at_least")

    def test_the_share_of_the_dead_is_of_one_claimant_on_one_day(self, data):
        found = losses.dead_among_casualties(data).set_index("date")["share"]
        assert found.round(3).to_dict() == {"2025-03-28": 0.34, "2025-04-30": 0.128}
        assert list(losses.dead_table(data).frame["share of dead"]) == ["about a third, as said", "13%, ours"]

    def test_a_figure_with_the_missing_is_no_base_and_is_drawn_as_such(self, data, estimates):
        wide = "2025-01-22-western-officials-via-bbc-soldier-casualty"
        assert "missing and captured" in estimates.loc[wide, "note"]
        assert losses.losses(data).set_index("estimate_id").loc[wide, "remark"] == "missing included"
        assert wide not in set(losses.dead_among_casualties(data)["row"])

    def test_the_two_ratios_of_the_title(self, data):
        few, many = losses._compared(data, losses.losses(data), "troops.spring_dead")
        assert (few.best, many.best) == (600, 1700)
        assert "2.7 times" in losses.draw_losses(data).alt
        assert "2.8 times" in losses.draw_losses(data).alt

    def test_only_portraits_are_names_and_larger_figures_are_estimates(self, data, numbers):
        dead = losses.losses(data).query("item == 'soldier_killed'")
        larger = dead[dead["best"].gt(numbers["dead_portraits_second"])]
        assert set(larger["bound"]) <= {"about", "at_least"}

    def test_casualties_lie_close_and_the_dead_do_not(self, estimates):
        """London at the end of March and Seoul at the end of April 2025."""
        london, seoul = "2025-03-28-uk-mod-soldier-", "2025-04-30-rok-nis-soldier-"
        casualties = estimates.loc[london + "casualty", "best"] / estimates.loc[seoul + "casualty", "best"]
        killed = estimates.loc[london + "killed", "best"] / estimates.loc[seoul + "killed", "best"]
        assert casualties < 1.1
        assert killed > 2.5

    def test_only_seoul_counts_the_wounded_alone(self, data):
        found = losses.losses(data)
        assert set(found.loc[found["item"].eq("soldier_wounded"), "who"]) == {"Seoul, NIS"}

    def test_doubts_of_the_record_are_drawn(self, data):
        found = losses.losses(data)
        assert found.loc[found["confidence"].eq("contradicted"), "remark"].eq("pages differ").all()
        assert found["remark"].eq("a third, ours").sum() == 1
        assert set(selected_ids(data, "troops.losses_remarks")) <= set(found["estimate_id"])


class TestRussianLosses:
    """Question 9, and the days of losses."""

    def test_the_pentagon_gave_the_total_first(self, data, numbers):
        found = losses.russian_total(data)
        given = found[found["best"].eq(numbers["russian_total_rutte_last"])]
        assert list(given["claimant"]) == ["US Pentagon", "NATO (Rutte)"]
        assert numbers["days_pentagon_before_rutte"] == 19

    def test_the_rise_is_more_than_the_rate_makes(self, numbers):
        assert numbers["russian_total_rise_by_rate"] == 27 * 1000
        assert numbers["russian_total_rise"] > numbers["russian_total_rise_by_rate"]

    def test_days_are_soldiers_by_rate(self, data):
        found = losses.days_of_losses(data).set_index("row")["days"]
        assert found["2024-10-01-nato-rutte-russian-casualty-per-day"] == 10
        assert found["2025-01-us-pentagon-austin-russian-casualty-per-day"] == pytest.approx(6.667, abs=0.001)

    def test_the_highest_day_is_no_average(self, data, numbers):
        found = losses.days_of_losses(data)
        assert found["highest_day"].sum() == 1
        assert found.loc[found["highest_day"], "days"].iloc[0] < numbers["days_of_losses_least"]

    def test_one_rate_was_known_to_the_article_and_two_quote_kyiv(self, data):
        found = losses.days_of_losses(data)
        assert list(found.loc[found["date"].le("2024-10-28"), "who"]) == ["NATO, Rutte"]
        assert found["quoting"].sum() == 2
        assert (found["kyiv"].sum(), len(found)) == (3, 5)
        assert (found["date"].min()[:7], found["date"].max()[:7]) == ("2024-10", "2025-01")

    def test_the_rates_count_the_same_thing(self, data):
        """Dead alone have an item of their own, and are never divided into soldiers here."""
        rows = losses.days_of_losses(data)["row"]
        assert rows.str.contains("casualty-per-day").all()


class TestReasons:
    """Question 6."""

    def test_the_names_of_the_drawing_cover_the_matrix(self, data):
        cells = hypotheses.matrix(data.hypotheses)
        assert set(motives.evidence_labels(data)) == set(cells.index)
        assert set(motives.ANSWERS) == set(cells.columns) == set(data.schema.words["hypotheses"])

    def test_evidence_without_a_label_is_named(self, data):
        less = data.selections[data.selections["row_id"].ne("c-063")]
        with pytest.raises(DataError, match=r"selections.csv, column label: c-063 is evidence"):
            motives.evidence_labels(data.with_tables(selections=less))

    def test_the_label_of_a_row_is_of_its_speaker(self, data):
        said = data.statements.set_index("statement_id")
        row = said.loc["2025-04-28-troop-deployment-russia"]
        assert (row["speaker"], row["confidence"]) == ("Kremlin (Peskov)", "two_independent")
        assert "help in return" in row["summary"]
        assert "help in return" in motives.evidence_labels(data)["2025-04-28-troop-deployment-russia"]

    def test_each_flip_changes_who_leads(self, data):
        cells = hypotheses.matrix(data.hypotheses)
        now = hypotheses.leaders(cells)
        found = motives.flips(data)
        assert len(found) == len(hypotheses.flip_sets(cells)) > 0
        assert all(set(leading) != now for leading in found["leading"])

    def test_every_cell_that_tells_against_decides(self, data, numbers):
        assert numbers["cells_against"] == len(motives.flips(data)) == 6

    def test_the_first_and_the_last_answer_stand_on_what_the_prose_names(self, data):
        found = motives.flips(data).groupby("answer")["evidence"].agg(set)
        assert next(iter(motives.ANSWERS)) == "alliance_insurance"
        assert found["alliance_insurance"] == {"c-063"}
        assert list(motives.ANSWERS)[-1] == "payment_in_food_oil_cash"
        assert "c-143" in found["payment_in_food_oil_cash"]
        assert len(found["payment_in_food_oil_cash"]) == 2

    def test_every_statement_that_something_came_for_the_soldiers_is_evidence(self, data):
        """Of governments and bodies with a name; the study is in the matrix as an estimate."""
        price = data.returns["in_return_for"].fillna("").str.contains("troops|soldiers|help in the war")
        came = data.returns[price & data.returns["verb"].eq(returned.DELIVERED)]
        of_study = data.estimates.set_index("estimate_id")["claimant"]
        in_matrix = set(of_study.reindex(data.hypotheses["evidence_claim"]).dropna())
        came = came[~came["claimant"].isin(in_matrix)]
        evidence = returned.statements_in_matrix(data)
        assert set(evidence["return_id"]) <= set(came["return_id"])
        keys = ["date", "claimant"]
        assert not evidence.duplicated(keys).any()
        assert set(came[keys].itertuples(index=False)) == set(evidence[keys].itertuples(index=False))
        assert len(returned.for_soldiers(data)) == len(came)

    def test_what_came_back_moves_no_rank_but_speaks_most_for_technology(self, data, numbers):
        cells = hypotheses.matrix(data.hypotheses)
        less = cells.drop(index=list(returned.statements_in_matrix(data)["return_id"]))
        assert hypotheses.leaders(less) == hypotheses.leaders(cells)
        assert numbers["returns_against"] == 0
        speaking = cells.isin(["C", "CC"]).sum()
        assert speaking.idxmax() == "military_technology"
        assert speaking.nlargest(2).nunique() == 2
        doubt = motives.flips(data).set_index("evidence").loc["c-064"]
        assert doubt["leading"] == ["military_technology"]

    def test_consistent_evidence_moves_no_order(self, data):
        cells = hypotheses.matrix(data.hypotheses)
        assert "c-258" not in cells.index
        more = pd.concat([cells, pd.DataFrame("C", index=["c-258"], columns=cells.columns)])
        assert hypotheses.leaders(more) == hypotheses.leaders(cells)

    def test_pyongyang_gives_none_of_the_reasons(self, data, numbers):
        assert numbers["reasons_by_pyongyang"] == 0
        assert set(motives.reasons(data)["source_id"]) == {"troops-2024"}
        assert numbers["reasons_by_the_article"] / numbers["reasons_claims"] > 0.5


class TestForesight:
    """Questions 7 and 8."""

    def test_seoul_sent_nothing_lethal_by_the_rule(self, data):
        found = data.forecasts.set_index("claim_id")["outcome"]
        assert (found["c-213"], found["c-214"]) == ("no", "void")
        assert len(silence.seoul_table(data).frame) == 2

    def test_one_article_raises_the_soldiers_and_four_have_a_silence(self, data, ledger):
        found = silence.raised(data).set_index("article")
        assert list(found.index[found["raised"]]) == ["troops-2024"]
        silent = ledger.loc[list(found.loc[~found["raised"], "nearest"])]
        assert silent["claim_type"].eq("silence").all()
        assert silent["statement"].str.contains("soldiers").all()
        assert list(silent["source_id"]) == list(found.index[~found["raised"]])

    def test_an_event_without_a_label_has_its_subject(self, data):
        less = data.selections[data.selections["use"].ne("troops.later_events")]
        events = silence.later_events(data.with_tables(selections=less))
        assert set(events["label"]) == {subject.replace("_", " ") for subject in silence.SOLDIERS_IN}

    def test_a_month_is_a_range_of_days(self, data):
        """June 2024 ends 100 days before 8 October; 19 June lies 111 days before it."""
        assert silence.days_of_silence(data) == (100, 111)

    def test_every_later_event_has_its_words_and_comes_after_the_silent_articles(self, data):
        found = silence.later_events(data)
        assert set(found["event_id"]) == set(labels(data, "troops.later_events"))
        assert found["date"].min() > silence.raised(data).query("not raised")["published"].max()

    def test_the_forecast_on_russian_troops_held(self, data):
        assert data.forecasts.set_index("forecast_id").loc["f-017", ["claim_id", "outcome"]].tolist() == [
            "c-063",
            "no",
        ]
