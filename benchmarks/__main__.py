"""`make bench`: every benchmark on one invented clinic, one table of ratios. Fails on a ratio only, with 25 % slack."""

import argparse
import importlib
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import server

HERE = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--scale", type=int, default=100_000, help="patients")
    parser.add_argument("--only", nargs="*", default=[], help="b01 b02 …")
    parser.add_argument("--write", action="store_true", help="keep the table in RESULTS.md")
    options = parser.parse_args()
    if server.prepare(f"bench_{options.scale}"):
        _fill(options.scale)
    _vacuum()
    names = sorted(p.stem for p in HERE.glob("b[0-9][0-9]_*.py"))
    wanted = [n for n in names if not options.only or n[:3] in options.only]
    rows = [r for name in wanted for r in importlib.import_module(f"benchmarks.{name}").run(options.scale)]
    table = "\n".join(_lines(rows))
    print(table)
    if options.write:
        _keep(table, options.scale)
    return 1 if any(row.fails for row in rows) else 0


def _fill(scale: int) -> None:
    from benchmarks import generator
    from clinics.selectors import the_clinic
    from patients.services.segments import rebuild_all

    start = time.perf_counter()
    visits = generator.fill(scale)
    filled = time.perf_counter()
    rebuild_all(the_clinic(), today=generator.TODAY, now=generator.NOW)
    print(
        f"{scale:,} patients, {visits:,} visits written in {filled - start:.1f} s;"
        f" segments and their whole history computed in {time.perf_counter() - filled:.1f} s"
    )


def _vacuum() -> None:
    from benchmarks import generator

    for table in ("patients_visit", "patients_patientsummary", "patients_segmentmembership"):
        generator.vacuum(table)


def _lines(rows) -> list[str]:
    lines = ["| Work / limit | Seconds | Limit | Ratio | Goal | |", "| --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        goal = "–" if row.goal is None else f"≤ {row.goal:.3g}"
        verdict = " **missed**" if row.fails else ""
        lines.append(
            f"| {row.name} | {row.work:.4f} | {row.limit:.4f} | {row.ratio:.3g}{verdict} | {goal} | {row.note} |"
        )
    return lines


def _keep(table: str, scale: int) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    head = f"# Last table of `make bench`\n\n{datetime.now(UTC):%Y-%m-%d}, commit {commit.stdout.strip()}, {scale:,} patients.\n\n"
    (HERE / "RESULTS.md").write_text(head + table + "\n")


if __name__ == "__main__":
    sys.exit(main())
