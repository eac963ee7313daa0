"""Forecasts become the tables and figures of the chapter on what was foreseen."""
