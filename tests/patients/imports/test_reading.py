"""Files that others made: a table or a clear no, never damaged text."""

import json

import pytest

from patients.imports.reading import decode, records
from patients.imports.sheet import find_sheet


@pytest.mark.third_party_data
@pytest.mark.parametrize(
    "name",
    ["comma_in_quotes", "empty", "escaped_quotes", "json", "newlines", "newlines_crlf",
     "quotes_and_newlines", "simple"],
)  # fmt: skip
def test_csv_spectrum_is_read_exactly(third_party_data, name):
    folder = third_party_data / "csv_xlsx_oddities" / "csv-spectrum"
    lines = decode((folder / f"{name}.csv").read_bytes()).lines
    header, *rows = [record.cells for record in records(lines, ",")]
    expected = json.loads((folder / f"{name}.expected.json").read_text())
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert found == [{k: v.replace("\r\n", "\n") for k, v in row.items()} for row in expected]


@pytest.mark.third_party_data
def test_odd_files_are_no_export_and_break_nothing(third_party_data):
    for path in (third_party_data / "csv_xlsx_oddities").rglob("*"):
        if path.is_file():
            sheet = find_sheet(path.name, decode(path.read_bytes()))
            assert sheet is None or list(sheet.rows()) is not None


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\x00\x00", b"\xff\xfe", b'"', b"\xef\xbb\xbf", b";;;\n" * 3]
)
def test_empty_and_broken_files_are_no_export(content):
    assert find_sheet("x.csv", decode(content)) is None


def test_record_tells_the_physical_line_of_its_start():
    found = [(r.line, r.cells) for r in records(['a;"b', 'c";d', "e;f;g"], ";", 3)]
    assert found == [(1, ["a", "b\nc", "d"]), (3, ["e", "f", "g"])]
