"""Terms, mentions and quotations become the tables and figures of the chapter on words."""
