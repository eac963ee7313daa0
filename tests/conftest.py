import pytest

from dossier import load, paths


@pytest.fixture(scope="session")
def data():
    return load()


@pytest.fixture(scope="session")
def texts():
    """Return the folder of the private articles; without it, what needs it is skipped."""
    folder = paths.find_texts()
    if folder is None:
        pytest.skip("needs the private articles: set DOSSIER_TEXTS to their folder")
    return folder
