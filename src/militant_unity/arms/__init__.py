"""Estimates of arms become the tables and figures of the arms chapter."""
