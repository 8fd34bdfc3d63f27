import pytest

from tests.patients.imports.exports import Export


@pytest.fixture
def export(tmp_path) -> Export:
    return Export(tmp_path)
