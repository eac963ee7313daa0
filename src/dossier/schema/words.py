"""The closed lists of words that columns of tables take, each word with its meaning.

A column declared with one of these lists is checked against it; the codebook prints the meanings. The lists
of a report are in its ``dossier.toml``, and may lengthen some of these.
"""

from dossier.schema.unit_words import UNITS as UNITS

BOUNDS = {
    "exact": "the figure as stated",
    "at_least": "the figure or more: *plus de*, *au moins*",
    "at_most": "the figure or less: *moins de*, *jusqu'à*, *up to*",
    "about": "near the figure: *environ*, *quelque*, *près de*",
    "range": "between two stated figures",
    "order_of_magnitude": "only a magnitude is stated: *des milliers*",
}

READINGS = {
    "certain": "the figure can be read in one way",
    "ambiguous": "it can be read in two ways; the row has the one that noun and unit allow",
}

NOT_AMOUNT_KINDS = {
    "year": "a year or a decade",
    "rank": "a place in an order: *75e*, *les cinq premiers*",
    "address": "a house, a postcode, a telephone",
    "score": "the score of a game, a mark, a counter",
    "footnote": "the number of a note",
    "article": "the number that is a thing's name: *article 4*, *page 12*",
}

PASSAGE_KINDS = {
    "body": "running text of the article",
    "subhead": "a heading inside the article",
    "standfirst": "the paragraph between headline and text that sums the article up",
    "title": "a headline, each time that it is repeated",
    "caption": "the words under a picture",
    "navigation": "the site's own words: menus, links, counters",
    "teaser": "a pointer to another page, even without its list",
    "date_line": "the collection's date in front of the first sentence",
}

DOCUMENT_STATUS = {
    "kept": "read and measured",
    "duplicate": "the same bytes as a file read before, or on request a near copy of one",
    "rejected": "not read, for the reason given",
}

DATE_KINDS = {
    "absolute": "the year is said",
    "relative": "the value, if any, is worked out from another date",
}

QUOTATION_MODES = {
    "direct": "somebody's words between marks, a sentence of their own",
    "mixed": "words between marks inside the reporter's sentence",
    "indirect": "a reported clause without marks",
}

QUOTATION_VERDICTS = {
    "quotation": "the article gives the words as somebody's: between marks, or as a clause that a verb of "
    "saying, judging or accusing brings in, or *selon*",
    "not_a_quotation": "the program took it for one, and nobody is quoted",
}

CUE_LISTS = {
    "hedges": "cues of doubt, and *selon*, which attributes",
    "negations": "cues of negation and of denial",
}

TERM_KINDS = {
    "word": "a word as printed, lower-case",
    "stem": "a Snowball stem, which joins forms of a word (and some that are none)",
    "bigram": "two words that follow each other",
}

SOURCE_KINDS = {
    "news": "a news page",
    "think_tank": "a research institute",
    "government": "a government's own page",
    "ngo": "a non-governmental organisation",
    "dataset": "a dataset, an encyclopedia page or a mirror",
    "state_media": "a medium owned by a state",
    "treaty_text": "the text of a treaty",
}

ORIGIN_CLASSES = {
    "government": "a government's own statement",
    "intelligence_service": "an intelligence service",
    "state_media": "a medium owned by a state",
    "international_body": "an international organisation",
    "imagery": "pictures from the air or from space",
    "customs_data": "customs records",
    "shipping_data": "movements of ships",
    "physical_remnant": "an object held in hand",
    "document": "a published or leaked text",
    "named_expert": "a person named, who is no official",
    "unnamed_official": "an official without a name",
    "newsroom": "the journalists themselves",
}

TRANSLATIONS = {
    "none": "read in its own language",
    "machine": "translated by a machine",
    "human": "translated by a person",
    "unknown": "not known",
}

ENTITY_KINDS = {
    "country": "a state",
    "person": "a person",
    "organisation": "an office, a service, a body, a medium",
    "place": "a town, a region, a building",
    "system": "a weapon, a satellite, a machine",
}

ATTRIBUTIONS = {
    "named_on_record": "a person or office, named",
    "named_document": "a document, named",
    "unnamed_official": "an official or spokesperson without a name",
    "several_governments": "more than one government, together",
    "analysts_plural": "analysts, experts, observers, without names",
    "unattributed": "the article gives nobody",
    "author_voice": "the author's own analysis",
}

CLAIM_TYPES = {
    "event": "an act or a change: sign, send, meet, launch, accuse; a series of acts too, finished or not",
    "quantity": "so many: without the figure nothing is left of the claim",
    "state_of_affairs": "how things stand, without an act: has, lacks, depends, is known, is in force",
    "motive": "why somebody acts, what somebody wants, aims at or fears",
    "evaluation": "a judgement of worth or degree that people with the same facts may dispute",
    "legal": "what a text obliges to, forbids or leaves open, and its breach",
    "forecast": "what will, could or will not happen after the article",
    "silence": "what was expected and not said: the article's own gap, which stands nowhere in it",
}

POLARITIES = {
    "affirmed": "said to be so",
    "negated": "said by the source itself not to be so",
    "denied": "a party rejects what others say of it",
    "no_comment": "asked, and not answered",
    "absent": "expected, and not said",
}

HEDGES = {
    "none": "said flatly",
    "modal": "could, might, may, would",
    "probability_word": "likely, probably, presumably",
    "appearance": "seems, appears",
    "belief": "it is thought, analysts believe",
    "attribution_only": "the only reserve is who said it",
    "explicit_unknown": "said not to be known",
}

BASES = {
    "observed": "seen, imaged or held in hand",
    "counted_by_state": "a state's own count, its method not shown",
    "derived": "computed from another figure",
    "stated_without_method": "no method and no counter is given",
}

STATISTICS = {
    "average_of_month": "a month's total over its days",
    "average_of_year": "a year's total over its months",
    "highest_day": "one day alone, the highest of its time",
    "capacity": "room, not a count: what the boxes could hold, mostly of one kind alone",
    "sum": "two or more figures of the claimant, added",
    "product": "two figures of the claimant, multiplied",
    "share_of_figure": "a share that the claimant gave in words, of another figure",
}

EVIDENCE = {
    "said": "somebody said the number",
    "counted": "given as a count of single things: boxes, ships, tonnes, missiles fired, names, persons",
    "imaged": "the claimant showed or analysed images of what it counts",
    "examined": "somebody examined an object by hand",
}
"""In order: from the weakest evidence to the strongest."""

CLAIMANT_KINDS = {
    "government": "a head of state, a ministry, an office of government",
    "armed_forces": "a staff or a command",
    "intelligence_service": "an intelligence service, civil or military",
    "international_body": "an organisation of states",
    "institute": "a research institute, an investigator or a study",
    "newsroom": "journalists themselves",
    "state_media": "a medium owned by a state",
    "ngo": "a non-governmental organisation",
    "company": "a company",
    "unnamed_official": "officials without names",
}

CONVERSION_METHODS = {
    "published": "stated as a factor, or as two figures side by side, by its source",
    "implied": "the quotient of two figures of one statement",
    "ours": "computed here, from rows of this dataset",
}

OUTCOMES = {
    "yes": "it happened by the rule",
    "no": "it did not, by the rule",
    "open": "the rule is not met and its time is not over",
    "void": "the question lost its object",
}

BLIND = {
    "yes": "the writer of the rule knew nothing that gives the result away",
    "no": "the writer of the rule had read notes that give the result away",
}

RULE_FAULTS = {
    "asks_for_report": "asks whether something is reported or said",
}

PROBABILITY_WORDS = {
    "almost_no_chance": (0.01, 0.05),
    "very_unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly_even": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very_likely": (0.80, 0.95),
    "almost_certain": (0.95, 0.99),
}
"""The scale of Intelligence Community Directive 203: each word as the band of probability that it means."""

CONFIDENCES = {
    "low": "scarce, single or interested sources; a guess that can be argued",
    "moderate": "credible and plausible, not corroborated enough",
    "high": "several independent sources, or a document; still no certainty",
}

CONSISTENCIES = {
    "CC": "very consistent with the hypothesis",
    "C": "consistent",
    "N": "neither",
    "I": "inconsistent",
    "II": "very inconsistent",
}

READERS = {"a": "coding A", "b": "coding B"}

CODED_FIELDS = {
    "theme": "the chapter it belongs to",
    "claim_type": "what sort of statement",
    "polarity": "yes, no, or silence",
    "hedge": "how firmly",
    "speaker": "who says it",
}
"""The fields of a claim that coding A and coding B each have, made independently of each other."""

FORECAST_FIELDS = {
    "outcome": "what came, by the rule",
    "rule_fault": "what makes the rule weak",
    "word": "the author's word, on the scale",
}
"""The fields of a forecast that coding A and coding B each have."""

FLAG_KINDS = {
    "polarity": "yes became no, or no became yes",
    "fact": "a place, date or object was altered",
    "agent": "somebody else speaks or acts than in the original",
    "sense": "the wrong one of a word's meanings",
    "number": "a figure or its unit is altered or unclear",
    "tense": "the time or mood of a verb is altered",
    "name": "a name is broken, hidden or not unified",
    "residue": "foreign words or remains of links",
    "grammar": "agreement, a missing word, order, broken syntax",
    "typography": "a stray capital or stop, a lost space, a broken quotation mark",
}

SEVERITIES = {
    "cosmetic": "the meaning is plain all the same",
    "ambiguous": "more than one reading is possible",
    "meaning_changed": "the French says something else than the original",
}

RECORD_CONFIDENCES = {
    "two_independent": "two pages, neither of which copies the other; both may report one speaker",
    "same_origin": "two pages that go back to one text, interview or study",
    "with_article": "one page, beside the original of an article of this book",
    "single": "one page",
    "contradicted": "pages differ on the value; the note says how",
}

EVENT_KINDS = {
    "visit": "somebody travels to somebody: the visitor is the actor, the host the recipient",
    "sign": "a signature",
    "ratify": "a step of ratification, up to entry into force",
    "deliver": "goods arrive",
    "deploy": "forces move, train or fight",
    "accuse": "an accusation",
    "deny": "a denial",
    "acknowledge": "an admission",
    "vote": "a vote or veto",
    "test": "a weapon test",
    "launch": "a launch into space",
    "trade": "a trade figure or measure is published",
    "say": "a statement",
    "omit": "a silence",
}

EVENT_STATUS = {
    "alleged": "said by others",
    "denied": "rejected by a party",
    "not_denied": "a party declined to deny it",
    "acknowledged": "said or published by the actor itself",
    "independently_confirmed": "established without the parties' word",
}

FORUMS = {
    "un_security_council": "the Security Council of the United Nations",
    "un_general_assembly": "the General Assembly of the United Nations",
}

POSITIONS = {
    "alleges": "says that the other side does it",
    "denies": "says that the fact is false",
    "dismisses": "mocks, asks for proof, refuses to answer",
    "does_not_deny": "declines to deny, or defends it as lawful",
    "acknowledges": "says that it is so",
}

GROUNDS = {
    "treaty": "names a treaty between the two, or an article of it",
    "law": "calls it lawful, and names no treaty",
    "sovereignty": "calls it a right or a matter of sovereign states",
}

YES_NO = {"yes": "it is", "no": "it is not"}


def counted(number: int) -> str:
    """Return a number of rows for a caption: a word up to twelve, digits above.

    >>> counted(5), counted(1234)
    ('five', '1,234')
    """
    words = (
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    )
    return words[number] if number < len(words) else f"{number:,}"


STANCES = {
    "affirms": "it says that it is so",
    "denies": "it says that it is not so, or shows a contrary report",
    "silent": "nothing was seen or said on it",
}

SIDES = {
    **STANCES,
    "doubts": "it holds it unlikely, or saw no evidence of it",
}

TARGET_KINDS = {
    "judgement": "a judgement of the book",
    "forecast": "a forecast of an article",
    "claim": "a claim of an article",
    "record": "a row of the outside record",
    "number": "a number that the front page prints",
    "sentence": "a sentence that says what is not in the world",
}

RELATIONS = {
    "agrees": "same thing, window and unit; the figures overlap, or the fact is the same",
    "differs": "same thing; the figures, or the facts, exclude each other",
    "corrects": "the record shows that the claim was false when it was written; a later event never does",
    "bears_on": "same subject; another thing, window or unit",
}

LOWERED_BY = {
    "one_origin": "it rests on a single origin",
    "interested_party": "those who say it are a party, or a party's ally or adversary",
    "not_first_hand": "no one saw it at first hand",
    "figures_disagree": "figures for the same thing exclude each other",
    "translation": "what it rests on can be read in another way, which would change the judgement",
    "coders_disagree": "the two codings differ on what it rests on",
    "contrary_report": "somebody reports the contrary",
    "not_searched": "nobody searched for the contrary",
}
"""What lowers the confidence in a judgement."""

LOWERED_BY_FORM = (
    "what lowers the confidence, joined by semicolons: each a word, a colon and the row that shows it; an "
    "exclamation mark before it: serious. The words: "
    + "; ".join(f"`{word}`, {meaning}" for word, meaning in LOWERED_BY.items())
)
"""The meaning of the column ``lowered_by``: a cell may have several of these words."""

CONFIDENCE_RULE = (
    "how well founded the judgement is: high where nothing lowers it, moderate with one or two reasons, low "
    "with three or one serious"
)
"""The meaning of the column ``confidence`` of a judgement: the rule by which its reasons give it."""

SEEN_AS = {
    "excerpt": "a part of the page, as a search shows it",
    "page": "the whole page",
}

MISSES = {
    "wrong": "it went against its word, and nothing new that nobody had announced explains it",
    "overtaken": "it went against its word because of something that nobody had announced on the day",
}
