"""The closed lists of words that say how a file came in: why lines are set aside, where facts were said."""

PASSAGE_REASONS = {
    "menu": "it has only words of a site's menu",
    "byline": "it says who wrote the page, when, or how long it takes to read",
    "notice": "it says whose words the page has, and who may print them",
    "pointer": "it points to another page",
    "listed": "it is listed under such a pointer",
    "alone": "a word or two, above or below the article",
    "headline": "the article's title",
    "summary": "a paragraph below the headline that sums the article up",
    "below": "without a stop, below the article's last sentence",
    "subhead": "a heading inside the article",
    "date_line": "a collection's own date",
    "links": "at least half of it is links",
    "part": "in a part of the page that is for something else: nav, aside, footer, form",
    "hidden": "the page hides it",
    "outside": "outside of what holds the article",
    "repeated": "three pages of the folder have it, or more",
}

FACT_PLACES = {
    "sources": "the table `sources`",
    "meta": "what the page declares for machines",
    "collection": "the date that a collection puts in front",
    "visible": "a line that the reader sees",
    "address": "the page's address",
    "file_name": "the name of the file",
    "option": "an option of `measure`",
}
