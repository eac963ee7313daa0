"""One form of each letter is read, and every place leads back into the text of the file."""

import textwrap
import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.intake.folding import broken_lines, fold_text
from dossier.reading.spans import Place

PARAGRAPH = (
    "Le port a rouvert ses quais au matin, et les grues ont repris leur travail devant les élus de la ville. "
    "Les dockers attendaient ce jour depuis longtemps, dit le maire, venu sans son écharpe tricolore parler "
    "de la mer et des navires qui manquent. Quelque 300 conteneurs dorment sur le quai nord."
)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        pytest.param("Les élus.", "Les élus.", id="nothing to do"),
        pytest.param("e\u0301lus, c\u0327a", "élus, ça", id="letters and accents apart"),
        pytest.param("conte\u00adneurs", "conteneurs", id="a soft hyphen"),
        pytest.param("conte\u00ad\r\nneurs", "conteneurs", id="one at the end of a line"),
        pytest.param(
            "300&nbsp;dockers &laquo;&#233;&#xE9;&raquo; &amp; R&D;",
            "300\u00a0dockers «éé» & R&D;",
            id="entities",
        ),
        pytest.param("Un.\r\nDeux.\rTrois.", "Un.\nDeux.\nTrois.", id="ends of lines"),
        pytest.param("zéro\u200blargeur\ufeff", "zérolargeur", id="spaces without width"),
    ],
)
def test_a_text_is_read_in_one_form(raw, read):
    folded = fold_text(raw)
    assert folded.text == read
    for word in ("lus", "neurs", "dockers", "Deux"):
        if word in read:
            at = read.index(word)
            assert raw[slice(*folded.place(Place(at, at + len(word))))] == word


def test_a_letter_leads_to_all_that_it_was_made_from():
    raw = "Les e\u0301lus : 300&nbsp;000 conte\u00adneurs."
    folded = fold_text(raw)
    for read, source in (
        ("élus", "e\u0301lus"),
        ("300\u00a0000", "300&nbsp;000"),
        ("conteneurs", "conte\u00adneurs"),
    ):
        at = folded.text.index(read)
        assert raw[slice(*folded.place(Place(at, at + len(read))))] == source


@pytest.mark.parametrize("width", [60, 72, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_broken_lines_are_joined(width, end):
    raw = f"Le port rouvre{end}{end}" + textwrap.fill(PARAGRAPH, width).replace("\n", end)
    folded = fold_text(raw)
    assert folded.text == f"Le port rouvre\n\n{PARAGRAPH}"
    at = folded.text.index("300 conteneurs")
    assert raw[slice(*folded.place(Place(at, at + 3)))] == "300"


def test_a_word_that_a_line_divides_is_whole_again_if_the_text_has_it_whole():
    divided = PARAGRAPH.replace("Les dockers", "Les contene-\nurs et peut-\nêtre")
    lines = [part for line in divided.split("\n") for part in textwrap.wrap(line, 72)]
    assert "Les conteneurs et peut-être attendaient" in fold_text("\n".join(lines)).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"Menu\nLe port rouvre\n{PARAGRAPH}\nUne longue attente\n{PARAGRAPH}", id="a line a paragraph"
        ),
        pytest.param("Accueil\nMer\nRégions\nle port\nles quais\nles grues", id="a menu"),
        pytest.param(
            "\n".join(f"Tempête sur la côte {each} : les communes touchées" for each in range(6)),
            id="headlines",
        ),
        pytest.param(
            "Le port rouvre.\nLes grues tournent.\nLe maire part.\nIl salue la foule.", id="short sentences"
        ),
    ],
)
def test_lines_that_nobody_broke_stay(text):
    assert broken_lines(text) == {}
    assert fold_text(text).text == text


def test_the_end_of_a_paragraph_and_a_heading_stay_in_a_broken_text():
    raw = "\n".join(
        ["Le port rouvre", *textwrap.wrap(PARAGRAPH, 70), *textwrap.wrap("Nul ne part. " + PARAGRAPH, 70)]
    )
    assert fold_text(raw).text.split("\n")[0] == "Le port rouvre"
    assert len(fold_text(raw).text.split("\n")) == 3


@given(st.text(alphabet=st.sampled_from("aeé \n\r\u00ad\u0301&;nbspct#23.-A")))
def test_every_place_of_any_text_leads_to_what_is_read_there(raw):
    folded = fold_text(raw)
    for start in range(len(folded.text)):
        place = folded.place(Place(start, start + 1))
        assert 0 <= place.start < place.end <= len(raw)
        if start:
            assert folded.place(Place(start - 1, start)).end <= place.start
        source = unicodedata.normalize("NFC", raw[slice(*place)])
        assert folded.text[start] == source or len(source) > 1 or source in "\r\n"


@given(st.text(alphabet=st.sampled_from("aé .\n")))
def test_a_text_in_one_form_is_the_files_own(raw):
    if not broken_lines(raw):
        assert fold_text(raw).text == raw
        assert not fold_text(raw).begins


@pytest.mark.parametrize(
    "unit", ["e\u0301", "&amp;", "&", "\u00ad", "a-\n", "un mot\n", "\r", "\u1100\u1161"]
)
def test_a_text_of_any_form_is_folded_in_a_time_that_grows_with_it(unit):
    def seconds(times):
        begin = process_time()
        fold_text(unit * times)
        return process_time() - begin

    short = min(seconds(2_000) for _ in range(3))
    assert min(seconds(8_000) for _ in range(3)) < 10 * max(short, 0.01), "four times as long"
