"""The public address of the repository, or of the book → links that need it; an empty address gives none.

The repository's address is ``repository: url`` in ``_config.yml``, and the book's is ``html: baseurl``. They
are printed in pages, so they must have no password in them. Links to the repository take the form that
GitHub, Gitea and Codeberg share; a repository on GitLab needs ``/-/`` in them.
"""

from urllib.parse import quote, urlencode


def report_link(repository: str, page: str, edition: str, claim: str = "") -> str:
    """Return the address to report an error on ``page`` of ``edition``, with the claim if one is named.

    >>> report_link("", "book/ledger", "1.0.0")
    ''
    >>> report_link("https://code.example/unity", "book/ledger", "1.0.0", "c-9017")
    'https://code.example/unity/issues/new?title=Error+on+book%2Fledger&body=Page%3A+book%2Fledger%0AEdition%3A+1.0.0%0AClaim%3A+c-9017%0A'
    """
    if not repository:
        return ""
    fields = {"Page": page, "Edition": edition, "Claim": claim}
    body = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return f"{_root(repository)}/issues/new?{urlencode({'title': f'Error on {page}', 'body': body})}"


def edition_link(repository: str, edition: str) -> str:
    """Return the address of the attachments of ``edition``: zip, PDF, checksums; none for a draft.

    >>> edition_link("https://code.example/unity/", "1.0.0")
    'https://code.example/unity/releases/tag/v1.0.0'
    """
    return f"{_root(repository)}/releases/tag/v{quote(edition)}" if repository and edition else ""


def binder_link(repository: str, edition: str, notebook: str) -> str:
    """Return the address where Binder runs ``notebook`` as it is in ``edition``; none for a draft.

    Any host of git will do.

    >>> binder_link("https://code.example/unity", "1.0.0", "notebooks/arms.ipynb")
    'https://mybinder.org/v2/git/https%3A%2F%2Fcode.example%2Funity/v1.0.0?labpath=notebooks%2Farms.ipynb'
    """
    if not repository or not edition:
        return ""
    address = quote(_root(repository), safe="")
    return f"https://mybinder.org/v2/git/{address}/v{quote(edition)}?{urlencode({'labpath': notebook})}"


def page_address(book: str, page: str) -> str:
    """Return the public address of ``page``; empty while the address of the book is.

    >>> page_address("https://unity.example/latest", "book/index"), page_address("", "book/index")
    ('https://unity.example/latest/book/index.html', '')
    """
    return f"{_root(book)}/{quote(page)}.html" if book else ""


def to_top(page: str) -> str:
    """Return the relative address of the book's top folder on ``page``.

    >>> to_top("book/ledger"), to_top("search")
    ('../', '')
    """
    return "../" * page.count("/")


def _root(address: str) -> str:
    return address.rstrip("/")
