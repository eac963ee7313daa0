"""Files of French news become the measured tables (`documents`, `passages`, `sentences`, `numbers` …).

`measure` calls the other modules, from the file down to the word: `files`, `lines`, `sentences`, then a
module for each kind of finding. `score` and `scores` compare the findings with labels made by hand.
"""
