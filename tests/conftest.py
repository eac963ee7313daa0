import pytest
from hypothesis import settings

from dossier import load, paths

# The same examples every time, and none too slow: a busy machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


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
