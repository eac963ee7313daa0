"""The dataset becomes what a page shows of it: cards, the ledger, the front page, tables of rows."""
