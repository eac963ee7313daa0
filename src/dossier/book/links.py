"""What needs a public address: of the repository, of the book. While one is empty, so is what it gives.

The repository's address is ``repository: url`` in ``_config.yml``, and the book's is ``html: baseurl``, both
without anything secret in them. Links to the repository take the form that GitHub, Gitea and Codeberg share;
a repository on GitLab needs ``/-/`` in them.
"""

from urllib.parse import quote, urlencode


def report_link(repository: str, page: str, edition: str, claim: str = "") -> str:
    """Return where an error on ``page`` of ``edition`` is reported, with the claim if one is meant.

    >>> report_link("", "book/ledger", "1.0.0")
    ''
    >>> report_link("https://code.example/unity", "book/ledger", "1.0.0", "c-9017")
    'https://code.example/unity/issues/new?title=Error+on+book%2Fledger&body=Page%3A+book%2Fledger%0AEdition%3A+1.0.0%0AClaim%3A+c-9017%0A'
    """
    if not repository:
        return ""
    said = {"Page": page, "Edition": edition, "Claim": claim}
    body = "".join(f"{name}: {value}\n" for name, value in said.items() if value)
    return f"{_root(repository)}/issues/new?{urlencode({'title': f'Error on {page}', 'body': body})}"


def edition_link(repository: str, edition: str) -> str:
    """Return where the attachments of ``edition`` lie: the zip, the PDF, the checksums.

    >>> edition_link("https://code.example/unity/", "1.0.0")
    'https://code.example/unity/releases/tag/v1.0.0'
    """
    return f"{_root(repository)}/releases/tag/v{quote(edition)}" if repository else ""


def binder_link(repository: str, edition: str, notebook: str) -> str:
    """Return where Binder runs ``notebook`` as it is in ``edition``, whichever host the repository has.

    >>> binder_link("https://code.example/unity", "1.0.0", "notebooks/arms.ipynb")
    'https://mybinder.org/v2/git/https%3A%2F%2Fcode.example%2Funity/v1.0.0?labpath=notebooks%2Farms.ipynb'
    """
    if not repository:
        return ""
    where = quote(_root(repository), safe="")
    return f"https://mybinder.org/v2/git/{where}/v{quote(edition)}?{urlencode({'labpath': notebook})}"


def page_address(book: str, page: str) -> str:
    """Return the address of ``page``, where the address of the book is known.

    >>> page_address("https://unity.example/latest", "book/index"), page_address("", "book/index")
    ('https://unity.example/latest/book/index.html', '')
    """
    return f"{_root(book)}/{quote(page)}.html" if book else ""


def _root(address: str) -> str:
    return address.rstrip("/")
