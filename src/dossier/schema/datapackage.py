"""The tables of a schema and their CSV files become `datapackage.json` (Frictionless Data Package)."""

from typing import Any

from dossier.schema import Schema, Table
from dossier.schema.base import table_meaning
from dossier.schema.codebook import kind_of
from dossier.schema.files import sha256
from dossier.schema.texts import ADDRESS, KINDS


def datapackage(
    files: dict[str, bytes], schema: Schema, *, name: str, title: str, description: str, version: str
) -> dict[str, Any]:
    """Return the description of ``files`` after the Data Package standard: columns, links, digests."""
    return {
        "name": name,
        "title": title,
        "description": description,
        "version": version,
        "textTypes": {kind.name: f"{kind.meaning}; at most {kind.longest} characters" for kind in KINDS},
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "resources": [
            _resource(table_name, table, schema, files[f"{table_name}.csv"])
            for table_name, table in schema.tables.items()
        ],
    }


def _resource(name: str, table: type[Table], schema: Schema, content: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "description": table_meaning(table),
        "format": "csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "schema": {
            "fields": [_field(column, field, table) for column, field in table.to_schema().columns.items()],
            "primaryKey": table.key(),
            # A cell may join several ids: only a column of single ids is a key by the standard.
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": target, "fields": schema.tables[target].key()}}
                for column, target in table.links().items()
                if len(schema.tables[target].key()) == 1 and column not in table.lists()
            ],
        },
    }


def _pattern(field: Any) -> str:
    """Return the regular expression of a column, without the marks of its ends; empty where it has none."""
    patterns = (check.statistics.get("pattern") for check in field.checks)
    return next((str(pattern).removeprefix("^").removesuffix("$") for pattern in patterns if pattern), "")


def _field(column: str, field: Any, table: type[Table]) -> dict[str, Any]:
    description: dict[str, Any] = {
        "name": column,
        "type": {"whole number": "integer", "number": "number", "text": "string"}[kind_of(field)],
        "description": str(field.description),
    }
    constraints: dict[str, Any] = {}
    if kind := table.text_kinds().get(column):
        description["textType"] = kind.name
        if column not in table.vocabularies():
            constraints["maxLength"] = kind.longest
        if kind == ADDRESS:
            description["format"] = "uri"
            constraints["pattern"] = kind.pattern
        elif form := _pattern(field):
            constraints["pattern"] = form
    if not field.nullable:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if column in table.vocabularies():
        constraints["enum"] = list(table.vocabularies()[column])
    return {**description, "constraints": constraints} if constraints else description
