"""What `dates` is made of: the calendar, the tense of a sentence, what an article has told, and the rules.

A match of one of the `rules` gets its value from `values`, which asks the `chronology` for a missing year.
"""
