"""The tables that `measure` wrote, and the texts if they are here, become pages and answers to SQL.

`tables` opens the files in DuckDB and locks it; `views` says what is shown, `choice` which rows of it,
`passages` finds the words in the texts. `pages` and `chart` draw, `server` answers on this machine only,
`export` writes the same pages into a folder, and `sheet` makes CSV and workbook. What is shown is private:
it holds articles that belong to others.
"""
