"""Rows with a day → pages in order of time: the timeline, a page by claimant, a page by article."""
