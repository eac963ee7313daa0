"""The dataset → `Speakers`: for each row, the claimants whose word or deed it is.

A claimant of a page is a side of `claimants`, such as a capital with its ministries and services. The names
of a row lead to it through `claimants`, `bodies` and `entities`. The list ``speakers`` of ``dossier.toml``
names the side of what these tables leave open, and joins sides that make one page.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dossier.data import Dataset
from dossier.schema.files import split_ids

LIST = "speakers"
"""The list of ``dossier.toml``: a name, a side or an entity, and the claimant of the page."""


class Speakers:
    """For each row of a table, the claimants whose word or deed it is."""

    def __init__(self, data: Dataset) -> None:
        self._schema = data.schema
        self._names = dict(data.schema.words.get("names", {}))
        self._declared = dict(data.schema.words.get(LIST, {}))
        self._by_name: dict[str, str] = {}
        self._by_entity: dict[str, str] = {}
        self._voices = list(zip(data.claimants["name"], data.claimants["side"], strict=True))
        of_body: dict[str, str] = {}
        for row in data.claimants.to_dict("records"):
            of_body.setdefault(row["short_name"], row["side"])
            for name in (row["name"], row["claimant_id"]):
                self._by_name[name] = row["side"]
            if isinstance(row["entity_id"], str):
                self._by_entity.setdefault(row["entity_id"], row["side"])
        sides = set(self._by_name.values())
        for row in data.bodies.to_dict("records"):
            side = of_body.get(row["body"]) or self._names.get(row["side"])
            if side in sides:
                self._by_name.setdefault(row["name"], side)
                if isinstance(row["entity_id"], str):
                    self._by_entity.setdefault(row["entity_id"], side)
        self._codes = {code: name for code, name in self._names.items() if name in sides}
        self._add_capitals(data, sides)
        self.claim_speakers = dict(zip(data.claims["claim_id"], data.claims["speaker"], strict=True))

    def of(self, table: str, record: Mapping[Any, Any]) -> tuple[str, ...]:
        """Return the claimants of a row of ``table``, each once; none where no name of the row is known."""
        if table == "claims":
            return self._unique([self.of_entity(record.get("speaker"))])
        if table == "forecasts":
            return self._unique([self.of_entity(self.claim_speakers.get(record["claim_id"]))])
        for column in self._schema.tables[table].mark().who:
            if found := self.of_cell(record.get(column)):
                return found
        return ()

    def of_cell(self, cell: object) -> tuple[str, ...]:
        """Return the claimants that a cell names: as a whole, else in its parts."""
        if not isinstance(cell, str):
            return ()
        whole = self._declared.get(cell) or self._by_name.get(cell) or self._codes.get(cell)
        if whole:
            return self._unique([whole])
        parts = [part.strip() for part in split_ids(cell)]
        return self._unique(
            self._declared.get(part) or self._by_name.get(part) or self._codes.get(part) for part in parts
        )

    def of_entity(self, entity_id: object) -> str:
        """Return the claimant for whom an entity speaks; empty where the tables do not say."""
        if not isinstance(entity_id, str):
            return ""
        side = self._declared.get(entity_id) or self._by_entity.get(entity_id, "")
        return self._declared.get(side, side)

    def voices(self, side: str) -> list[str]:
        """Return the names of `claimants` that speak for a claimant of a page, in order of the alphabet."""
        return sorted(name for name, own in self._voices if self._unique([own]) == (side,))

    def _unique(self, sides: Iterable[str | None]) -> tuple[str, ...]:
        """Return each side once, under the name of its page."""
        return tuple(dict.fromkeys(self._declared.get(side, side) for side in sides if side))

    def _add_capitals(self, data: Dataset, sides: set[str]) -> None:
        """Let a state, its capital and its palaces speak for the side that has the name of the capital."""
        entities = data.entities.to_dict("records")
        of_state = {
            row["metonym_of"]: row["name"]
            for row in entities
            if isinstance(row["metonym_of"], str) and row["name"] in sides
        }
        for row in entities:
            side = of_state.get(row["metonym_of"]) or of_state.get(row["entity_id"])
            if side:
                self._by_entity.setdefault(row["entity_id"], side)
