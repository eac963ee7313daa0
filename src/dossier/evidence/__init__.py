"""Coded tables and record become what is computed from them: origins, weaknesses, scores, faults."""
