"""What `quotations` is made of: marks, cues, reported clauses, speakers, and the entities that they are.

An article goes through `marks`, `cues` and `speakers` into `lines`; `marked` and `reported` find the words.
"""
