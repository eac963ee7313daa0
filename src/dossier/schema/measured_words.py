"""Allowed values of measured columns, with their meanings: where a value comes from, how sure it is."""

DATE_BASES = {
    "full": "the text says the year",
    "chain": "the last full date of the article gives the year",
    "weekday": "the year in which that day has the weekday that the text says",
    "published": "worked out from the date of publication",
    "relative": "counted from another day: *la veille*, *il y a trois jours*",
}

DATE_READINGS = {
    "certain": "the text allows one reading",
    "ambiguous": "the text allows another reading, and the likelier one is given, or none",
}
