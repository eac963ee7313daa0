"""Coded tables become what follows from them: origins, weakness, agreement, scores, judgements."""
