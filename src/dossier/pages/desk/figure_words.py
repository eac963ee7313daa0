"""A `Figure` becomes words: the whole figure with its bound and unit, or one end of it."""

from types import SimpleNamespace

from dossier.evidence.desk.figures import Figure
from dossier.show.amount import amount


def figure_in_words(figure: Figure) -> str:
    """Return a figure with its bound and unit in words; nothing for a row without one."""
    return amount(figure, figure.unit or None) if figure.has_value else ""


def low_in_words(figure: Figure) -> str:
    """Return the lower end of a range in words; of another figure, the figure itself."""
    return _end(figure, figure.low)


def high_in_words(figure: Figure) -> str:
    """Return the upper end of a range in words; of another figure, the figure itself."""
    return _end(figure, figure.high)


def _end(figure: Figure, value: float) -> str:
    if figure.bound != "range":
        return figure_in_words(figure)
    end = SimpleNamespace(bound="exact", low=value, best=value, high=value)
    return amount(end, figure.unit or None)
