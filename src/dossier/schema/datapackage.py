"""The declared tables and their files become `datapackage.json` (Frictionless)."""

from typing import Any

from dossier.schema import TABLES, Table
from dossier.schema.codebook import _kind
from dossier.schema.files import sha256


def datapackage(files: dict[str, bytes], version: str) -> dict[str, Any]:
    """Return the description of ``files`` after the Data Package standard: columns, links, digests."""
    return {
        "name": "militant-unity",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": version,
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "resources": [_resource(name, table, files[f"{name}.csv"]) for name, table in TABLES.items()],
    }


TITLE = "Militant Unity: claims about North Korea and Russia, traced"
DESCRIPTION = (
    "Every checkable claim of five news articles on the partnership of North Korea and Russia, with who "
    "said it, through whom and how firmly; and an outside record of figures, events and statements, each "
    "with its page."
)
_FORMATS = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _resource(name: str, table: type[Table], content: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "description": (table.__doc__ or "").strip(),
        "format": "csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "schema": {
            "fields": [_field(column, field, table) for column, field in table.to_schema().columns.items()],
            "primaryKey": table.key(),
            # A cell may join several ids: only a column of single ids is a key by the standard.
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": target, "fields": TABLES[target].key()}}
                for column, target in table.links().items()
                if len(TABLES[target].key()) == 1 and column not in table.lists()
            ],
        },
    }


def _field(column: str, field: Any, table: type[Table]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column,
        "type": {"whole number": "integer", "number": "number", "text": "string"}[_kind(field)],
        "description": str(field.description),
    }
    constraints: dict[str, Any] = {}
    if not field.nullable:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if column in table.vocabularies():
        constraints["enum"] = list(table.vocabularies()[column])
    return {**described, "constraints": constraints} if constraints else described
