"""Files of French news become measured tables: documents, sentences, numbers, dates, quotations, mentions."""
