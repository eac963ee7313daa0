"""The chapter on arms: its arithmetic on made-up rows, and what its sentences say of the data."""

import json
import re
from types import SimpleNamespace

import pandas as pd
import pytest

from dossier import arms, backing, deliveries, loads, paths, tallies

NUMBERS = json.loads((paths.DATASET / "numbers.json").read_text(encoding="utf-8"))


def estimates(*told):
    """Return rows of ``estimates`` from (claimant, day, item, best, bound, period)."""
    columns = ["claimant", "statement_date", "item", "best", "bound", "period"]
    frame = pd.DataFrame(told, columns=columns)
    none = frame["best"].where(frame["best"].lt(0))
    ids = [f"row-{number}" for number in range(len(frame))]
    return frame.assign(
        estimate_id=ids, low=none, high=none, note="", unit=None, source_id="page", confidence="single"
    )


def estimate(data, row):
    return data.estimates.set_index("estimate_id").loc[row]


class TestFactors:
    """Shells over boxes, and what rounding leaves of the quotient."""

    def test_a_quotient_is_taken_for_one_window_only(self):
        data = SimpleNamespace(
            estimates=estimates(
                ("ROK MND", "2024-02-01", "container", 2000, "about", "2023-08/2024-01"),
                ("ROK MND", "2024-02-01", "round", 1_000_000, "at_least", "2023-08/2024-01"),
                ("MSMT", "2025-05-29", "container", 20_000, "at_least", "2023-09/2025-05"),
                ("MSMT", "2025-05-29", "round", 9_000_000, "at_most", "2024-01/2024-12"),
            )
        )
        found = arms.factors_of_seoul(data)
        assert list(found["factor_low"]) == [500]
        assert (found["least"].iloc[0], round(found["most"].iloc[0])) == (400, 1333)
        shown = arms.observed_and_derived(data).frame.set_index("by")["implied shells per container"]
        assert shown["ROK MND"] == "500"
        assert pd.isna(shown["MSMT"])

    def test_spans_that_do_not_meet_have_no_factor(self):
        assert arms.one_factor(pd.DataFrame({"least": [1, 3], "most": [2, 4]})) is None
        assert arms.one_factor(pd.DataFrame({"least": [1, 2], "most": [3, 4]})) == (2, 3)

    def test_no_constant_reproduces_the_series_as_printed(self, data):
        """No factor to a hundredth returns every printed figure to its second digit; one does, rounded."""
        found = arms.factors_of_seoul(data)
        shells = found["low"]
        for hundredths in range(40_000, 50_001):
            given = found["containers"] * hundredths / 100
            if all(f"{a:.1e}" == f"{b:.1e}" for a, b in zip(given, shells, strict=True)):
                pytest.fail(f"{hundredths / 100} reproduces the series: mend the chapter")
        low, high = arms.one_factor(found)
        assert (round(low), round(high)) == (444, 470)
        assert (NUMBERS["factor_shared_low"], NUMBERS["factor_shared_high"]) == (444, 470)

    def test_the_study_lies_below_either_reading(self):
        assert NUMBERS["study_factor_high"] < min(NUMBERS["factor_low"], NUMBERS["factor_shared_low"])

    def test_most_pairs_hold_a_bound(self, data):
        found = arms.factors_of_seoul(data)
        bounded = found[["bound", "bound_boxes"]].isin(["at_least", "at_most"]).any(axis=1)
        assert bounded.mean() > 0.5

    def test_empty_cells_of_the_table_are_those_without_a_pair(self, data):
        shown = arms.observed_and_derived(data).frame
        empty = shown[shown["implied shells per container"].isna()]
        assert set(empty["by"]) == {"ROK MND", "ROK NIS", "MSMT"}
        assert shown["implied shells per container"].notna().sum() == NUMBERS["factor_pairs"] + 1


class TestTallies:
    """Counts by side, and where two of them differ within a fortnight."""

    def test_a_fortnight_and_a_window_make_a_pair(self):
        data = SimpleNamespace(
            estimates=estimates(
                ("ROK MND", "2024-02-01", "container", 10, "about", "2023-08/2024-02"),
                ("US State", "2024-02-15", "container", 20, "about", "2023-08/2024-02"),
                ("MSMT", "2024-02-16", "container", 30, "about", "2023-08/2024-05"),
                ("ROK DIA", "2024-02-16", "container", 20, "about", "2023-08/2024-02"),
            )
        )
        found = tallies.disagreements(tallies.container_counts(data))
        assert [(row.side, row.low, row.high, row.days) for row in found.itertuples()] == [
            ("Seoul", 10, 20, 14)
        ]

    def test_our_own_sums_are_no_figures(self, data):
        summed = data.estimates[data.estimates["note"].fillna("").str.contains("Our sum")]
        figures = tallies.round_counts(data)
        assert summed["item"].eq("round").any()
        assert not figures["figure"].isin(summed.loc[summed["item"].eq("round"), "high"]).any()

    def test_the_pairs_of_the_chapter(self, data):
        found = tallies.disagreements(tallies.container_counts(data))
        assert {frozenset(pair) for pair in zip(found["side"], found["side_other"], strict=True)} == {
            frozenset({"Seoul", "Washington"})
        }
        assert list(found["low"]) == [6700, 10_000, 13_000]
        bounds = tallies.container_counts(data).set_index(["date", "side"])["bound"]
        assert bounds["2024-02-26", "Seoul"] == "about"
        later = [("2024-06-14", "Seoul"), ("2024-06-17", "Washington")]
        later += [("2024-08-27", "Seoul"), ("2024-09-04", "Washington")]
        assert {bounds[each] for each in later} == {"at_least"}

    def test_the_longer_window_has_the_smaller_count(self, data):
        pairs = [
            ("2024-02-26-rok-mnd-shin-won-sik-container", "2024-02-23-us-state-department-container"),
            ("2024-08-27-rok-dia-container", "2024-09-04-us-state-department-koepcke-container"),
        ]
        for seoul, washington in pairs:
            longer, shorter = estimate(data, seoul), estimate(data, washington)
            assert longer["period"] < shorter["period"], "it begins earlier"
            assert longer["best"] < shorter["best"]


class TestBacking:
    """Origins, evidence and doubts."""

    def test_one_origin_behind_each_figure(self, data):
        assert NUMBERS["origins_of_the_two_figures"] == 1
        claims = data.claims.set_index("claim_id")
        assert claims.loc["c-091", "derives_from"] == "c-090"
        assert claims.loc["c-187", "speaker"] == "several-governments"

    def test_who_had_published_millions(self, data):
        found = backing.published_before(data, "troops-2024").set_index("side")
        assert set(found.index) == {"Seoul", "Kyiv", "CSIS", "C4ADS", "The Times"}
        assert set(found.index[found["counted"].eq("")]) == {"Kyiv", "The Times"}

    def test_nothing_published_later_counts(self, data):
        assert "MSMT" not in set(backing.published_before(data, "troops-2024")["side"])

    def test_both_leave_from_rajin(self, data):
        for row in ("2023-11-02-rok-mnd-container", "2024-02-28-csis-voyage"):
            assert "Rajin" in estimate(data, row)["note"]

    def test_what_was_held_was_a_wreck(self, data):
        for row in backing.HELD:
            assert "wreck" in estimate(data, row)["note"].lower()

    def test_the_ladder_of_rounds_ends_at_the_first_rung(self, data):
        found = backing.ladder(data)
        assert set(found.loc[found["goods"].eq("rounds"), "rung"]) == {"said"}
        assert set(found.loc[found["rung"].eq("held in hand"), "goods"]) == {"missiles"}
        assert not found["row"].duplicated().any()
        assert set(backing.IMAGED) | set(backing.HELD) <= set(found["row"])

    def test_one_photograph_stands_for_one_wreck(self, data):
        first = estimate(data, "2024-01-11-us-white-house-nsc-ukraine-forensic-institute-missile-fired")
        assert (first["period"], first["place"]) == ("2024-01-02", "Kharkiv")
        photo = data.claims.set_index("claim_id").loc["c-116", "statement"]
        assert "2 January 2024" in photo
        assert "Kharkiv" in photo

    def test_the_doubts(self, data):
        found = backing.doubts_of_quality(data)
        assert set(found["origins"]) == {1}
        assert list(found.loc[found["speaker"].notna(), "claim_id"]) == ["c-070"]
        assert found["source_id"].nunique() == 4
        assert not found["statement"].str.contains(r"\b(?:test|trial|inspect)", case=False).any()


class TestDeliveries:
    """Before the summit, after it, and what the two accused say."""

    def test_the_days_before_the_summit(self, data):
        assert deliveries.days_before_summit(data) == (372, 6)
        assert deliveries.charges(data)[0] == "2022-09-06"

    def test_the_rows_behind_the_dates_say_them(self, data):
        statements = data.statements.set_index("statement_id")
        assert "18 and 19 November" in statements.loc[deliveries.RAIL_IMAGES[0], "summary"]
        fact = data.claims["fact_id"].eq(deliveries.FIRST_CHARGE["fact"])
        assert "September 2022" in data.claims.loc[fact, "statement"].iloc[0]
        assert "no delivery" in statements.loc["2022-09-06-arms-transfer-us-2", "summary"]

    def test_a_window_spans_all_statements_of_a_claimant(self):
        data = SimpleNamespace(
            estimates=estimates(
                ("ROK MND (A)", "2024-02-01", "container", 1, "about", "2023-09/2024-01"),
                ("ROK MND (B)", "2024-03-01", "voyage", 1, "about", "2023-08/2023-12"),
                ("ROK MND", "2024-04-01", "container", 1, "about", "2023/2024-03"),
            )
        )
        assert deliveries.windows(data).to_numpy().tolist() == [["ROK MND", "2023-08", "2024-01"]]

    def test_nobody_acknowledged_and_a_word_would_stop_the_clock(self, data):
        found = deliveries.positions(data).set_index(["side", "position"])
        assert found.loc[("Russia", "denies"), "last"] == "2024-06-28"
        assert found.loc[("DPRK", "denies"), "last"] == "2024-05-17"
        assert found.loc[("DPRK", "does_not_deny"), "first"] == "2025-06-02"
        assert deliveries.days_without_word(data) == 1302
        word = data.statements["statement_id"].eq("2025-06-02-arms-transfer-dprk")
        moved = data.statements.assign(position=data.statements["position"].mask(word, "acknowledges"))
        with pytest.raises(ValueError, match="the clock has stopped"):
            deliveries.days_without_word(SimpleNamespace(statements=moved))

    def test_no_word_on_record_is_later_than_its_end(self, data):
        assert data.statements["statement_date"].max() < deliveries.CLOSED

    def test_both_sides_of_the_ledger_keep_their_gaps(self, data):
        shown = deliveries.two_sided_ledger(data).frame
        food = shown[shown["what"].eq("food")].iloc[0]
        assert pd.isna(food["on record"])
        assert pd.isna(food["report"])
        assert shown["articles"].isna().sum() == NUMBERS["ledger_lines_without_article"]
        claims = {claim for *_, ids, _ in deliveries.TWO_SIDES for claim in ids}
        assert claims <= set(data.claims["claim_id"])

    def test_what_one_state_reports_is_worded_so(self, data):
        states = data.outcomes.set_index("outcome_id")["state"]
        assert "One Seoul daily" in states["nuclear-submarines"]
        assert "no delivery was seen" in states["fighter-aircraft"]
        confidence = data.outcomes.set_index("outcome_id")["confidence"]
        assert confidence["performance-data-on-weapons"] == "single"


class TestLoads:
    """What a box holds, and the products."""

    def test_every_cell_is_its_product(self, data):
        settings, found = loads.dials(data), loads.products(data)
        assert len(found) == len(settings.boxes) * len(settings.shares) * len(settings.loads) == 120
        for row in found.itertuples():
            product = (
                settings.boxes[row.boxes] * float(row.share.rstrip("%")) / 100 * settings.loads[row.load]
            )
            assert row.rounds == product
            assert abs(row.million - product / 1e6) < 0.0051

    def test_a_cell_by_hand(self, data):
        found = loads.products(data).set_index(["boxes", "share", "load"])["rounds"]
        assert found["10,000 (Washington, 2024-02)", "25%", "rockets"] == 10_000 * 0.25 * 75
        assert found["15,800 (OSC, Reuters, 2025-04)", "100%", "OSC low"] == 15_800 * 266

    def test_the_ends_of_the_dials_come_from_the_record(self, data):
        settings = loads.dials(data).loads
        assert list(settings.values()) == sorted(settings.values()) == [75, 266, 367, 400, 500, 651]
        assert not data.conversions["conversion_id"].str.contains("share").any()

    def test_the_judgement_says_the_range_that_the_figure_marks(self, data):
        judged = data.judgements.set_index("judgement_id").loc["j-002", "statement"]
        low, high = re.search(r"between (\d+) and (\d+) million", judged).groups()
        assert (float(low) * 1e6, float(high) * 1e6) == loads.JUDGED
        assert "end of March 2025" in judged

    def test_what_the_prose_says_of_shares(self):
        boxes = NUMBERS["study_boxes"]
        assert boxes * 0.23 * 266 < 1e6 < boxes * 0.24 * 266
        assert boxes * 0.68 * 367 < 4e6 < boxes * 0.69 * 367 + boxes
        assert NUMBERS["study_load_for_nine_million"] > NUMBERS["factor_high"]
        assert boxes * NUMBERS["rockets_a_box"] < loads.JUDGED[0]

    def test_the_weight_of_the_article_is_its_own(self, data):
        assert NUMBERS["article_tonnes_per_container"] == 26
        assert NUMBERS["payload_older"] < 26 < NUMBERS["payload_newer"]
        assert NUMBERS["rounds_by_road"] < NUMBERS["factor_low"] < NUMBERS["factor_high"]
        assert NUMBERS["factor_high"] < NUMBERS["rounds_newer"]
        tonnes = data.estimates["unit"].eq("tonne")
        assert not data.estimates.loc[tonnes, "best"].eq(NUMBERS["article_tonnes"]).any()

    def test_without_a_script_the_whole_table_stands(self, data):
        page = loads.stepper(data)._repr_html_()
        assert page.startswith('<div class="stepper">')
        assert page.count("<tr>") == 1 + 20
        assert not re.search(r"<script|<form|<input", page)

    def test_each_setting_of_two_dials_has_one_row(self, data):
        rows = loads.grid_table(data).frame
        assert not rows.duplicated(["boxes", "share with rounds"]).any()
        assert len(rows) == rows["boxes"].nunique() * rows["share with rounds"].nunique()
