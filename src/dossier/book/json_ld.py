"""Files to download, and the schema of the tables → a description that search engines read (JSON-LD)."""

from collections.abc import Mapping
from typing import Any

from dossier.project import Project
from dossier.schema.base import table_meaning

FORMATS = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def json_ld(files: Mapping[str, str], project: Project) -> dict[str, Any]:
    """Return the dataset of ``project`` in the words of schema.org, with its tables and their columns.

    ``files`` has the address of each file to download, and what it is.
    """
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": project.declaration.data_title,
        "description": project.declaration.description,
        "version": project.version,
        **(
            {"datePublished": project.declaration.released}
            if project.declaration.released
            else {"creativeWorkStatus": "Draft"}
        ),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Organization", "name": f"the {project.declaration.authors}"},
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": address,
                "description": what,
                "encodingFormat": FORMATS[address.rpartition(".")[2]],
            }
            for address, what in files.items()
        ],
        "hasPart": [
            {
                "@type": "Dataset",
                "name": name,
                "description": table_meaning(table),
                "variableMeasured": [
                    {"@type": "PropertyValue", "name": column, "description": str(field.description)}
                    for column, field in table.to_schema().columns.items()
                ],
            }
            for name, table in project.schema.tables.items()
        ],
    }
