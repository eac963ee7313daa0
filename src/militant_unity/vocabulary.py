"""The words that columns of this report's own tables may hold, each with its meaning."""

CAPITALS = {"Russia": "Moscow", "DPRK": "Pyongyang"}
"""The two sides of the partnership, as `statements.side` has them, and the capital that speaks for each."""

TRADE_SERIES = {
    "first_release": "a month as first published",
    "cumulative": "the year to date, revised",
    "annual": "a full year",
    "derived": "computed from other rows, as the note says",
    "estimate": "a trade agency's estimate",
    "reported": "filed with the United Nations",
    "claim": "a speaker's figure",
}

OBLIGATIONS = {
    "defense": "to help when the other is attacked",
    "consultation": "to consult under threat",
    "nonaggression": "not to attack the other",
    "neutrality": "not to join or help the other's enemies",
    "cooperation": "to work together outside defence",
    "economic": "trade, investment, payment, sanctions",
    "un_charter_clause": "a tie to the Charter of the United Nations",
    "domestic_law_clause": "a tie to each party's own law",
    "duration": "how long it binds, and how it ends",
}

SIGNS = {
    "kept": "that the duty is done",
    "broken": "that it is not: a duty to refrain shows only when it is broken",
}

CLAUSE_KINDS = {
    "clause": "the treaty has it",
    "about": "it is about the treaty and not in it: practice, status",
    "negation": "it says what the treaty does not promise",
}

AID_PARTS = {
    "armed_attack": "an armed attack sets the clause off",
    "state_of_war": "a state of war is named",
    "military_and_other_help": "the help is military and other",
    "at_once": "help is due at once, or without delay",
    "all_means": "help is due by all means",
    "article_51": "Article 51 of the Charter of the United Nations limits it",
    "domestic_law": "each party's own law limits it",
}

ABSENCES = {
    "said": "a page says so",
    "not_in_text_seen": "it was looked for in the text that was seen, and is not in it",
}

GLOSSARIES = {
    "book": "the book's own terms",
    "arms": "what is counted of arms",
}

RETURN_THINGS = {
    "air_defence": "missiles, vehicles or radars of air defence",
    "satellite": "satellites and their launchers: parts, advice",
    "launcher": "space launchers and long-range missiles",
    "submarine": "submarines and what they fire",
    "nuclear": "nuclear weapons and their technology",
    "missile_accuracy": "data and work that make missiles hit better",
    "drones": "drones, their technology and production",
    "jamming": "gear of electronic warfare",
    "aircraft": "combat aircraft, parts, training",
    "arms_industry": "machines and help for arms plants",
    "oil": "oil and oil products",
    "food": "food",
    "cash": "money",
    "all": "what is named without a thing",
}

RETURN_VERBS = {
    "asked": "North Korea is said to ask for it",
    "agreed": "it is said to be agreed",
    "intended": "Russia is said to intend it",
    "suspected": "it is suspected",
    "delivered": "it is said to have come",
    "in_production": "it is said to be made in North Korea with Russian help",
    "estimated": "somebody put a figure on it",
    "doubted": "somebody doubts it",
    "not_known": "somebody says that it is not known",
    "denied": "somebody denies it",
}

RUNGS = {
    "1": "examined by an independent body",
    "2": "examined by a party, or by a party's ally",
    "3": "seen by reporters",
    "4": "a picture judged by analysts",
    "5": "said, not shown",
}

READING_GROUNDS = {
    "coded": "what the ledger holds",
    "wording": "a word of the article allows it",
    "supposition": "our supposition: nothing excludes it",
}

PLACE_ROLES = {
    "site": "something is said to have happened there",
    "capital": "for orientation",
}

LABEL_SIDES = {
    "left": "it begins there",
    "center": "its middle is there",
    "right": "it ends there",
}

ROUTE_WAYS = {
    "sea": "by ship",
    "rail": "by train",
    "not_said": "the rows do not say",
}
