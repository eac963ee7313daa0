"""The downloads become a description that search engines read (JSON-LD)."""

from collections.abc import Mapping
from typing import Any

from dossier.schema import TABLES
from dossier.schema.datapackage import _FORMATS, DESCRIPTION, TITLE


def json_ld(files: Mapping[str, str], version: str) -> dict[str, Any]:
    """Return the dataset in the words of schema.org, from the same declaration as the rest.

    ``files`` are what may be taken home: the address of each, and what it is.
    """
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "version": version,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Organization", "name": "the Militant Unity contributors"},
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": address,
                "description": what,
                "encodingFormat": _FORMATS[address.rpartition(".")[2]],
            }
            for address, what in files.items()
        ],
        "hasPart": [
            {
                "@type": "Dataset",
                "name": name,
                "description": (table.__doc__ or "").strip(),
                "variableMeasured": [
                    {"@type": "PropertyValue", "name": column, "description": str(field.description)}
                    for column, field in table.to_schema().columns.items()
                ],
            }
            for name, table in TABLES.items()
        ],
    }
