"""Published tables → guesses at words of the articles, each at its place: the tricks of `leak`.

A row with a place gives a name, a date, an amount, a title or a window by its length; a digest is opened with
a dictionary of the words that the tables and the lists of `dossier.reading` print.
"""

import datetime
import hmac
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from itertools import chain, product
from typing import NamedTuple

from dossier.reading import lexicon
from dossier.reading.spans import words as words_in
from dossier.reading.windows import BESIDE

Row = Mapping[str, str]
Tables = Mapping[str, list[Row]]


class Guess(NamedTuple):
    """Words of an article, where they would begin, and which trick gives them."""

    start: int
    words: str
    trick: str


def whole(cell: str | None) -> int | None:
    """Return a cell as a whole number, or nothing."""
    return int(cell) if cell and cell.isdigit() else None


def named_places(tables: Tables) -> Iterator[tuple[str, Guess]]:
    """Yield the name of whoever is named at a place, by its length; beside a speaker, the verb too."""
    aliases = names(tables)
    for row in chain.from_iterable(tables.values()):
        for column, first, last in (
            ("entity_id", "start", "end"),
            ("speaker", "speaker_start", "speaker_end"),
        ):
            start, end = whole(row.get(first)), whole(row.get(last))
            if start is None or end is None or not row.get(column) or "source_id" not in row:
                continue
            for name in aliases.get(row[column], []):
                if len(name) == end - start:
                    yield row["source_id"], Guess(start, name, "names")
                    break
        yield from verbs(row)


def names(tables: Tables) -> dict[str, list[str]]:
    """Return the names of each entity."""
    return {
        row["entity_id"]: [*(row.get("aliases") or "").split(";"), row.get("name", "")]
        for row in tables.get("entities", ())
    }


def verbs(row: Row) -> Iterator[tuple[str, Guess]]:
    """Yield the verb of a quotation, beside its speaker, and the conjunction before a reported clause."""
    cue, first, last = row.get("cue"), whole(row.get("speaker_start")), whole(row.get("speaker_end"))
    start, end = whole(row.get("start")), whole(row.get("end"))
    if not cue or start is None or end is None or "source_id" not in row:
        return
    if row.get("mode") == "indirect":
        yield row["source_id"], Guess(start - 4, "que ", "verbs")
    if first is not None and last is not None:
        words = f"a {cue}" if cue.endswith("é") else cue
        place = last + 1 if last <= start else first - 1 - len(cue)
        yield row["source_id"], Guess(place, words if last <= start else cue, "verbs")


def first_names(tables: Tables) -> Iterator[tuple[str, Guess]]:
    """Yield, for each sentence that names somebody, the name as its first words, with its article."""
    aliases = names(tables)
    kinds = {row["entity_id"]: row["kind"] for row in tables.get("entities", ())}
    begins = {row["sentence_id"]: row for row in tables.get("sentences", ()) if "sentence_id" in row}
    done = set()
    for row in tables.get("mentions", ()):
        sentence = begins.get(row.get("sentence_id", ""))
        if sentence is None or row["sentence_id"] in done or not aliases.get(row["entity_id"]):
            continue
        done.add(row["sentence_id"])
        name = aliases[row["entity_id"]][0]
        start = whole(sentence.get("start"))
        if start is not None:
            words = f"La {name}" if kinds.get(row["entity_id"]) == "country" else name
            yield sentence["source_id"], Guess(start, words, "first names")


def titles(tables: Tables) -> Iterator[tuple[str, Guess]]:
    """Yield the printed words of a title wherever a line is one."""
    printed = {row["source_id"]: row.get("title", "").rstrip(" …") for row in tables.get("documents", ())}
    for row in tables.get("passages", ()):
        start = whole(row.get("start"))
        if row.get("kind") == "title" and start is not None and printed.get(row["source_id"]):
            yield row["source_id"], Guess(start, printed[row["source_id"]], "titles")


def windows(tables: Tables) -> Iterator[tuple[str, Guess]]:
    """Yield the words of each window around its noun; without a place, where its sentence begins or ends.

    A window with fewer words on a side than it may have reaches the end of its sentence there.
    """
    sentences = {row["sentence_id"]: row for row in tables.get("sentences", ()) if "sentence_id" in row}
    for row in tables.get("concordance", ()):
        before, after = row.get("before") or "", row.get("after") or ""
        gap = "" if before.endswith(("'", "’", "-")) or not before else " "
        further = "" if after.startswith((",", ".", ")", "'", "’", "-")) or not after else " "
        words, start = f"{before}{gap}{row['word']}{further}{after}", whole(row.get("start"))
        if start is not None:
            yield row["source_id"], Guess(start - len(before) - len(gap), words, "windows")
        elif sentence := sentences.get(row.get("sentence_id", "")):
            if len(words_in(before)) < BESIDE:
                yield row["source_id"], Guess(int(sentence["start"]), words, "windows at an end")
            if len(words_in(after)) < BESIDE:
                yield (
                    row["source_id"],
                    Guess(int(sentence["end"]) - 1 - len(words), words, "windows at an end"),
                )


MONTHS = {int(row["month"]): row["name"] for row in reversed(lexicon.rows("months"))}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def dates(tables: Tables) -> Iterator[tuple[str, Guess]]:
    """Yield the first form of a date that is as long as its place."""
    for row in tables.get("dates", ()):
        start, end = whole(row.get("start")), whole(row.get("end"))
        value = row.get("value") or ""
        if start is None or end is None or not value:
            continue
        first = value.split("/")[0]
        year, month, day = ([*first.split("-"), "", ""])[:3]
        forms = [year]
        if month:
            name = MONTHS[int(month)]
            forms += [f"{name} {year}", name, f"{name} dernier", f"en {name}", f"début {name}", f"fin {name}"]
        if day:
            number = "1er" if day == "01" else str(int(day))
            weekday = WEEKDAYS[datetime.date(int(year), int(month), int(day)).weekday()]
            forms += [f"{number} {name} {year}", f"{number} {name}", f"le {number} {name}", weekday]
            forms += [f"{weekday} {number} {name}", f"{weekday} dernier", "hier", "aujourd’hui", "la veille"]
        if len(year) == 4:
            forms += [f"années {year[2]}0", "cette année", "l’année dernière", "l’an dernier", "ce mois-ci"]
        for form in forms:
            if len(form) == end - start:
                yield row["source_id"], Guess(start, form, "dates")
                break


_SMALL = {float(row["value"]): row["word"] for row in lexicon.rows("number_words") if row["role"] == "figure"}
_UNITS = defaultdict(list)
for _row in lexicon.rows("units"):
    _UNITS[_row["unit"]].append(_row["form"])
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def amounts(tables: Tables) -> Iterator[tuple[str, Guess]]:
    """Yield the first form of an amount that is as long as its place, and the noun that is counted."""
    for row in tables.get("numbers", ()):
        start, end = whole(row.get("start")), whole(row.get("end"))
        stated = row.get("value") or row.get("low") or row.get("high")
        if start is None or end is None or not stated:
            continue
        forms = [
            f"{figure}{unit}"
            for figure in figures(float(stated))
            for unit in (
                "",
                *(f" {gap}{form}" for form in _UNITS[row.get("unit", "")] for gap in ("", "de ")),
            )
        ]
        fitting = next((form for form in forms if len(form) == end - start), "?" * (end - start))
        gap = " de " if "milli" in fitting else " "
        yield row["source_id"], Guess(start, f"{fitting}{gap}{row.get('item') or ''}", "amounts")
    for row in tables.get("unclaimed_amounts", ()):
        start, end = whole(row.get("start")), whole(row.get("end"))
        count = row.get("amount", "").split(" ")[0].lower()
        if start is not None and end is not None and count in _ENGLISH:
            word = _SMALL[_ENGLISH.index(count) + 1]
            if len(word) == end - start:
                yield row["source_id"], Guess(start, word, "amounts")


def figures(value: float) -> Iterator[str]:
    """Yield the ways to write a figure.

    >>> list(figures(3e6))[:2]
    ['3 millions', '3\u202f000\u202f000']
    """
    if value in _SMALL:
        yield _SMALL[value]
    for size, word in ((1e9, "milliards"), (1e6, "millions")):
        if value >= size:
            yield f"{value / size:g} {word}".replace(".", ",")
    yield f"{value:,.15g}".replace(",", "\u202f").replace(".", ",")
    yield f"{value:.15g}".replace(".", ",")


def dictionary(tables: Tables) -> tuple[list[str], list[str], list[str]]:
    """Return the words and the pairs that the tables list, and the small words of the language."""
    terms = [(row.get("kind", "word"), row["term"]) for row in tables.get("terms", ()) if row.get("term")]
    words = {term for kind, term in terms if kind == "word"}
    pairs = {term for kind, term in terms if kind == "bigram"}
    listed = {name for aliases in names(tables).values() for name in aliases if name}
    amounts_in_words = {row["word"] for row in lexicon.rows("number_words")}
    printed = {row.get("cue") or "" for row in chain(tables.get("cues", ()), tables.get("quotations", ()))}
    return (
        sorted(words | listed | amounts_in_words | printed - {""}),
        sorted(pairs),
        sorted(lexicon.function_words()),
    )


Digest = Callable[[bytes], str]


def keys(tables: Tables) -> list[Digest]:
    """Return every way to make a digest from what is published: plain, and with each key that it may give."""
    known = {
        row["sha256"]
        for name in ("sources", "documents")
        for row in tables.get(name, ())
        if row.get("sha256")
    }
    secrets = [b"dossier-place", sha256(b"dossier-place").digest()]
    for digest in sorted(known):
        for form in (bytes.fromhex(digest), digest.encode()):
            secrets += [form, sha256(b"dossier-place" + form).digest()]
    plain: list[Digest] = [lambda passage: sha256(passage).hexdigest()]
    return plain + [partial(_keyed, secret) for secret in secrets]


def _keyed(secret: bytes, passage: bytes) -> str:
    return hmac.digest(secret, passage, "sha256").hex()


def digest_places(tables: Tables) -> dict[str, set[tuple[str, int, int]]]:
    """Return the places that have a digest, by that digest."""
    places: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for row in chain.from_iterable(tables.values()):
        start, end = whole(row.get("start")), whole(row.get("end"))
        for column in ("sha256", "digest"):
            if start is not None and end is not None and row.get(column):
                places[row[column]].add((row["source_id"], start, end))
    return places


def digests(tables: Tables) -> Iterator[tuple[str, Guess]]:
    """Yield the passage of each digest that a guess of one or two words, or three with small ones, opens."""
    places = digest_places(tables)
    lengths = {end - start for at in places.values() for _, start, end in at}
    plain, *keyed = keys(tables)
    tried = chain(
        ((guess, plain) for guess in guesses(tables, lengths)),
        product(short_guesses(tables, lengths), keyed),
    )
    for guess, digest_of in tried:
        for passage in {guess, guess[0].upper() + guess[1:]}:
            if (digest := digest_of(passage.encode())) in places:
                for source_id, start, _ in sorted(places.pop(digest)):
                    yield source_id, Guess(start, passage, "digests")


def short_guesses(tables: Tables, lengths: set[int]) -> Iterator[str]:
    """Yield the listed words, pairs and small words as they are."""
    yield from (guess for guess in chain(*dictionary(tables)) if len(guess) in lengths)


def guesses(tables: Tables, lengths: set[int]) -> Iterator[str]:
    """Yield guesses of these lengths: of one and two words, and of three with a small one before a pair."""
    words, pairs, small = dictionary(tables)
    yield from short_guesses(tables, lengths)
    elided = [f"{word[:-1] if word[-1] in 'ae' and len(word) == 2 else word}" for word in small]
    joined = [(first, gap) for first in small for gap in (" ", "’", "'", "-")]
    joined += [(first, "’") for first in set(elided) - set(small)]
    for (first, gap), second in product(joined, [*words, *small]):
        if len(first) + len(gap) + len(second) in lengths:
            yield f"{first}{gap}{second}"
    for (first, gap), pair in product(joined, pairs):
        if len(first) + len(gap) + len(pair) in lengths:
            yield f"{first}{gap}{pair}"
    for article in sorted({row.get("source_id", "") for row in tables.get("terms", ())}):
        own = sorted(
            {row["term"] for row in tables["terms"] if row["source_id"] == article and row["kind"] == "word"}
        )
        for first, second in product(own, [*own, *small]):
            if len(first) + 1 + len(second) in lengths:
                yield f"{first} {second}"


TRICKS = (digests, windows, titles, dates, amounts, named_places, first_names)
"""From the surest to the boldest: where two write at one place, the first stays."""
