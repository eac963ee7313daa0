"""Labels of quotations follow the program; what a reader decided stays."""

from dossier.reading.labels import moved_labels


def label(start, end, quotation_id, verdict="quotation", source_id="a"):
    return {
        "source_id": source_id,
        "start": str(start),
        "end": str(end),
        "quotation_id": quotation_id,
        "verdict": verdict,
        "speaker": "roy",
    }


def found(start, end, quotation_id, mode="direct", source_id="a"):
    return {
        "source_id": source_id,
        "start": str(start),
        "end": str(end),
        "quotation_id": quotation_id,
        "mode": mode,
    }


def test_a_label_follows_the_row_that_it_shares_a_character_with():
    moved = moved_labels([label(0, 9, "q1")], [found(9, 12, "q1"), found(8, 9, "q2")])
    assert moved.labels == [label(8, 9, "q2")]
    assert moved.unread == ["q1"]


def test_a_label_of_another_article_is_none():
    assert moved_labels([label(0, 9, "q1")], [found(0, 9, "q1", source_id="b")]).labels == [label(0, 9, "")]


def test_a_missed_quotation_keeps_its_place_and_a_wrong_row_that_is_gone_is_idle():
    moved = moved_labels([label(0, 9, "q1"), label(20, 30, "q2", "not_a_quotation")], [])
    assert moved.labels == [label(0, 9, "")]
    assert moved.idle == [label(20, 30, "q2", "not_a_quotation")]


def test_an_echo_needs_no_label_and_takes_none():
    moved = moved_labels([label(0, 9, "q1")], [found(3, 6, "q1", mode="echo")])
    assert (moved.labels, moved.unread) == ([label(0, 9, "")], [])


def test_labels_stand_in_the_order_of_their_places():
    rows = [label(0, 5, ""), label(2000, 2009, "", source_id="a"), label(300, 309, "")]
    assert [row["start"] for row in moved_labels(rows, []).labels] == ["0", "300", "2000"]
