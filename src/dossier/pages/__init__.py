"""The dataset becomes HTML that a page shows: cards, ledger, front page, tables; and numbers it may quote."""
