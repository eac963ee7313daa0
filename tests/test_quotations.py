"""Somebody's words, how they are given, and whose they are."""

import gc
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotation_samples import SAMPLES

from dossier.errors import DataError
from dossier.reading.quotations import find_quotations
from dossier.reading.quoting.verbs import verb_forms, with_own_verbs
from dossier.reading.sentences import find_sentences
from dossier.reading.spans import Place, fold


def read(line):
    return [
        (q.mode, line[q.start : q.end], line[slice(*q.speaker)] if q.speaker else None, q.cue)
        for q in find_quotations(line)
    ]


@pytest.mark.parametrize(
    ("line", "quotation"),
    [
        pytest.param(
            "« Le port ferme », dit Roy.", ("direct", "Le port ferme", "Roy", "dit"), id="verb behind"
        ),
        pytest.param(
            "Roy dit : « Le port ferme. »", ("direct", "Le port ferme.", "Roy", "dit"), id="verb before"
        ),
        pytest.param(
            '"Le port ferme", dit Roy.', ("direct", "Le port ferme", "Roy", "dit"), id="straight marks"
        ),
        pytest.param(
            "“Le port ferme”, dit Roy.", ("direct", "Le port ferme", "Roy", "dit"), id="curly marks"
        ),
        pytest.param("« Il ferme », dit-il.", ("direct", "Il ferme", "il", "dit"), id="pronoun"),
        pytest.param(
            "« Il ferme », a-t-elle dit.", ("direct", "Il ferme", "elle", "dit"), id="pronoun inside"
        ),
        pytest.param(
            "« Il ferme », a assuré lundi Mme Roy.", ("direct", "Il ferme", "Roy", "assuré"), id="title"
        ),
        pytest.param(
            "« Il ferme », dit le maire du port.", ("direct", "Il ferme", "maire du port", "dit"), id="noun"
        ),
        pytest.param(
            "« Il ferme », dit la ministre Lise Roy.", ("direct", "Il ferme", "Lise Roy", "dit"), id="name"
        ),
        pytest.param(
            "« Il part. Il revient. », dit Roy.", ("direct", "Il part. Il revient.", "Roy", "dit"), id="two"
        ),
        pytest.param(
            "Roy dit que le port « ferme demain ».", ("mixed", "ferme demain", "Roy", "dit"), id="mixed"
        ),
        pytest.param(
            "Roy parle, selon lui, d'un « port à fermer demain ».",
            ("mixed", "port à fermer demain", "lui", "selon"),
            id="lui",
        ),
        pytest.param(
            "Roy a dit que le port ferme.", ("indirect", "le port ferme", "Roy", "dit"), id="indirect"
        ),
        pytest.param(
            "Roy, le maire, dit qu’il ferme.", ("indirect", "il ferme", "Roy", "dit"), id="apposition"
        ),
        pytest.param(
            "Son ami, M. Roy, dit que tout va.", ("indirect", "tout va", "Roy", "dit"), id="a name apposed"
        ),
        pytest.param(
            "Mme Roy, qui part, dit que tout va.", ("indirect", "tout va", "Roy", "dit"), id="relative"
        ),
        pytest.param(
            "Le syndicat, lui, dit que tout va.", ("indirect", "tout va", "syndicat", "dit"), id="stress"
        ),
        pytest.param(
            "Hier, le maire a nié que tout va.", ("indirect", "tout va", "maire", "nié"), id="adverb before"
        ),
        pytest.param(
            "Roy rit et a dit que tout va.", ("indirect", "tout va", "Roy", "dit"), id="one subject for two"
        ),
        pytest.param(
            "Selon le maire, tout va.", ("indirect", "tout va", "maire", "selon"), id="according to"
        ),
        pytest.param(
            "Selon Roy, maire du port, tout va.", ("indirect", "tout va", "Roy", "selon"), id="and who it is"
        ),
        pytest.param(
            "Tout va, selon le maire.", ("indirect", "Tout va", "maire", "selon"), id="according to, behind"
        ),
        pytest.param(
            "Tout va, a déclaré Lise Roy.", ("indirect", "Tout va", "Lise Roy", "déclaré"), id="inverted"
        ),
        pytest.param(
            "Tout va, indique le maire.", ("indirect", "Tout va", "maire", "indique"), id="inverted noun"
        ),
        pytest.param("Roy dit : « Il ferme", ("direct", "Il ferme", "Roy", "dit"), id="a mark never closed"),
        pytest.param(
            "« Le port, a dit Roy, ferme. »",
            ("direct", "Le port, a dit Roy, ferme.", "Roy", "dit"),
            id="inside",
        ),
        pytest.param(
            '"Les avions tournent, a dit Roy.',
            ("direct", "Les avions tournent", "Roy", "dit"),
            id="never closed",
        ),
        pytest.param(
            "« Il ferme », sanglote Roy.", ("direct", "Il ferme", "Roy", "sanglote"), id="no list has it"
        ),
        pytest.param(
            "« Tout va », ont dit Luc Petit et Lise Roy.",
            ("direct", "Tout va", "Luc Petit et Lise Roy", "dit"),
            id="two speakers",
        ),
        pytest.param(
            "« Tout va », a dit lundi à la presse le maire, Luc Roy.",
            ("direct", "Tout va", "Luc Roy", "dit"),
            id="words between verb and speaker",
        ),
        pytest.param("— Tout va, dit le maire.", ("direct", "Tout va", "maire", "dit"), id="a dash"),
        pytest.param(
            "« Tout va, dit “le Vieux” à Roy », dit Luc.",
            ("direct", "Tout va, dit “le Vieux” à Roy", "Luc", "dit"),
            id="marks within marks",
        ),
        pytest.param(
            "Roy accuse le port d'avoir menti.",
            ("indirect", "avoir menti", "Roy", "accuse"),
            id="an accusation",
        ),
        pytest.param(
            "Roy affirme avoir fini.", ("indirect", "avoir fini", "Roy", "affirme"), id="an infinitive"
        ),
        pytest.param(
            "Le port ferme demain, Roy a dit.",
            ("indirect", "Le port ferme demain", "Roy", "dit"),
            id="verb last",
        ),
        pytest.param(
            "Comme l'a dit Roy, tout va.", ("indirect", "tout va", "Roy", "dit"), id="as somebody said"
        ),
        pytest.param(
            "Les propos de Roy selon lesquels le port « va fermer demain » durent.",
            ("mixed", "va fermer demain", "Roy", "propos"),
            id="a noun attributes",
        ),
        pytest.param(
            "Le port est décrit par Roy comme une « vieille ruine ».",
            ("mixed", "vieille ruine", "Roy", "décrit"),
            id="passive",
        ),
    ],
)
def test_words_are_found_with_who_says_them(line, quotation):
    assert read(line) == [quotation]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Le « port » ferme.", id="scare quotes"),
        pytest.param("L'« unité du port » dure, dit-on.", id="a term"),
        pytest.param("Roy dit que tout reste « modeste ».", id="an echo is no quotation of its own"),
        pytest.param("La note du maire est longue.", id="a noun"),
        pytest.param("Il faut dire que tout va.", id="an infinitive"),
        pytest.param("Roy, à gauche, salue le maire.", id="a verb with an object"),
        pytest.param("Le port ferme.", id="nobody's words"),
    ],
)
def test_what_is_nobodys_words(line):
    assert [each for each in read(line) if each[0] not in ("indirect", "echo")] == []


def test_a_word_taken_from_somebody_is_an_echo():
    modes = [(mode, words) for mode, words, _, _ in read("Roy dit que tout reste « modeste » ici.")]
    assert modes == [("indirect", "tout reste « modeste » ici"), ("echo", "modeste")]


def test_a_speaker_is_carried_over():
    first, second = find_quotations("« Il ferme », dit Roy. « Il rouvrira demain. »")
    assert (first.speaker, first.confidence) == (second.speaker, "high")
    assert (second.cue, second.confidence) == (None, "moderate")


@pytest.mark.parametrize(
    ("text", "speaker", "confidence"),
    [
        pytest.param("« Tout va bien, oui. » Roy a déclaré.", "Roy", "moderate", id="a clause behind"),
        pytest.param("« Tout va bien, oui. »\nRoy a déclaré.", "Roy", "low", id="a clause in the next line"),
        pytest.param("Roy a répondu lundi.\n« Tout va bien, oui. »", "Roy", "low", id="in the line before"),
        pytest.param("« Tout va bien, oui. » Le maire se lève.", "maire", "low", id="whom it is about"),
        pytest.param("« Tout va bien, oui. »", None, "low", id="nobody"),
    ],
)
def test_a_marked_sentence_has_the_speaker_of_what_stands_around(text, speaker, confidence):
    [quotation] = find_quotations(text, lines=lines_of(text))
    assert quotation.mode == "direct"
    assert (quotation.speaker and text[slice(*quotation.speaker)], quotation.confidence) == (
        speaker,
        confidence,
    )


def lines_of(text):
    begins = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    return [Place(begin, (text + "\n").index("\n", begin)) for begin in begins]


def test_a_dash_opens_a_turn_only_in_a_dialogue():
    text = "— Tu viens ? demanda Luc.\n— Oui, demain."
    quotations = find_quotations(text, lines=lines_of(text))
    assert [text[q.start : q.end] for q in quotations] == ["Tu viens ?", "Oui, demain."]
    assert find_quotations("— Oui, demain.") == [], "it may be a list"


@pytest.mark.parametrize(
    ("line", "stance"),
    [
        ("Roy n'a pas dit « le port va fermer ».", "denied"),
        ("Roy ne dit jamais que le port ferme.", "denied"),
        ("Ni Luc ni Roy n'ont dit que le port ferme.", "denied"),
        ("Roy nie que le port ferme.", "denied"),
        ("Roy n'exclut pas que le port ferme.", "said"),
        ("Roy ne dit que « oui à la mer ».", "said"),
        ("Roy dit que le port ne ferme pas.", "said"),
    ],
)
def test_denied_is_told_from_said(line, stance):
    assert [quotation.stance for quotation in find_quotations(line)] == [stance]


@pytest.mark.parametrize(
    ("line", "speaker", "relay"),
    [
        ("Selon Reuters, qui cite le port, tout va.", "port", "Reuters"),
        ("Selon Reuterscitant le port, tout va.", "port", "Reuters"),
        ("Une étude du port citée par Reuters indique que tout va.", "étude du port", "Reuters"),
        ("Selon l'agence, Roy a déclaré : « Tout va bien. »", "Roy", "agence"),
        ("Roy a dit : « Tout va bien. »", "Roy", None),
    ],
)
def test_who_passes_words_on_is_not_their_speaker(line, speaker, relay):
    [quotation] = find_quotations(line)
    assert line[slice(*quotation.speaker)] == speaker
    assert (quotation.relay and line[slice(*quotation.relay)]) == relay


def test_a_user_s_verbs_report():
    forms = verb_forms([{"lemma": "gazouiller", "forms": "", "stance": "neutral", "use": "any"}])
    line = "Roy gazouille que le port ferme."
    assert find_quotations(line) == []
    assert [line[q.start : q.end] for q in find_quotations(line, forms=forms)] == ["le port ferme"]


def test_a_file_of_a_user_s_verbs_is_added_to_ours(tmp_path):
    file = tmp_path / "verbs.csv"
    file.write_text("lemma,forms,stance,use\ngazouiller,,neutral,any\n", encoding="utf-8")
    forms = with_own_verbs(file)
    for line in ("Roy gazouille que le port ferme.", "Roy dit que le port ferme."):
        assert len(find_quotations(line, forms=forms)) == 1
    file.write_text("lemma,forms\ngazouiller,\n", encoding="utf-8")
    with pytest.raises(DataError, match="has no column stance"):
        with_own_verbs(file)


def test_sentences_of_other_subjects():
    """Sentences of our own that the rules were tried on: an open sample, whose scores flatter."""
    right, found, true, speakers = 0, 0, 0, 0
    for line, expected in SAMPLES:
        quotations = [quotation for quotation in find_quotations(line) if quotation.mode != "echo"]
        answers = {
            ("i" if q.mode == "indirect" else "d", line[q.start : q.end]): q.speaker for q in quotations
        }
        found, true = found + len(quotations), true + len(expected)
        for mode, spans, names in expected:
            for span in spans.split("|"):
                if (mode, span) in answers:
                    speaker = answers[mode, span]
                    right += 1
                    speakers += (line[slice(*speaker)] if speaker else "") in names.split("|")
    assert right / found > 0.97, "precision"
    assert right / true > 0.97, "recall"
    assert speakers / right > 0.95


LONGEST = 64_000  # characters of one line


@pytest.mark.parametrize(
    "piece",
    [
        "« a » ",
        "« a », dit-il, ",
        "« a",
        "selon Roy, ",
        "« a « b » ",
        "« Tout va bien. » ",
        "Roy et le maire et ",
    ],
)
def test_time_grows_with_the_length_of_a_line(piece):
    seconds = []
    for length in (LONGEST // 4, LONGEST):
        text = piece * (length // len(piece))
        sentences = find_sentences(fold(text))
        gc.disable()  # what other tests left in memory is not counted
        begin = process_time()
        find_quotations(text, sentences)
        seconds.append(process_time() - begin)
        gc.enable()
    # Twice the length may take 2.3 times as long; two doublings smooth what the machine does besides.
    assert seconds[1] <= 2.3**2 * seconds[0] + 0.05


@given(
    st.lists(
        st.sampled_from(["«", "»", '"', "dit", "que", "selon", "Roy", "le maire", ",", ". ", "a", ":", "-il"])
    )
)
def test_any_pile_of_marks_and_verbs_is_survived(pieces):
    line = " ".join(pieces)
    for found in find_quotations(line):
        assert 0 <= found.start < found.end <= len(line)
        assert line[found.start : found.end].strip() == line[found.start : found.end]
