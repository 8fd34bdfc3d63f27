"""The plan lines' part of the import: whose each line is, which lines repeat, and the plug into the registry."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from patients.imports.issues import Verdict
from patients.imports.kinds import FileKind, register
from patients.imports.patients_match import CARD_KEY
from patients.imports.session import Session, digest, fetch
from patients.imports.sheet import Row, Sheet
from treatment_plans.import_lines import COLUMNS, REQUIRED, PlanLine, fits, read_lines
from treatment_plans.import_merge import merge_lines
from treatment_plans.models import DISCARDED

KIND = "plan_items"


def register_kind() -> None:
    """Plug the file kind into the import."""
    title = _("Treatment plans")
    register(FileKind(KIND, title, 40, COLUMNS, REQUIRED, bring_in_plan_items, plan_totals, fits=fits))


def bring_in_plan_items(sheet: Sheet, session: Session) -> None:
    """Read, judge, resolve and merge plan lines. A row that says nothing new writes nothing."""
    read = list(read_lines(sheet, session.as_of))
    lines = _without_repeats(sheet, list(_resolved(sheet, read, session)))
    digests = {line.key: digest(*line.content()) for line in lines}
    before = session.unchanged(KIND, digests)
    fresh = [line for line in lines if line.key not in before]
    if not fresh:
        return
    sheet.changed |= merge_lines(fresh, session, initial=KIND in session.initial_kinds)
    session.remember(KIND, {line.key: digests[line.key] for line in fresh})


def _resolved(sheet: Sheet, read: list[tuple[Row, PlanLine]], session: Session) -> Iterator[PlanLine]:
    """The lines whose patient is known and whose plan is that patient's."""
    rows = fetch(
        f"SELECT {CARD_KEY}, patient_id FROM patients_patientcard WHERE source_id = %s AND {CARD_KEY} = ANY(%s)",
        [session.source.pk, list({line.card for _, line in read})],
    )
    patients = dict(rows)
    plans = dict(fetch(
        "SELECT number, patient_id FROM treatment_plans_treatmentplan WHERE source_id = %s AND number = ANY(%s)",
        [session.source.pk, list({line.number for _, line in read})],
    ))  # fmt: skip
    first_line: dict[str, int] = {}
    for row, line in read:
        if line.card not in patients:
            sheet.say(row, Verdict.REJECT, "plan_unknown_card", "card")
            continue
        line.patient_id = patients[line.card]
        if plans.setdefault(line.number, line.patient_id) != line.patient_id:
            known = line.number in first_line
            reason = "plan_of_another" if known else "plan_of_another_known"
            params = {"line": first_line[line.number]} if known else {}
            sheet.say(row, Verdict.REJECT, reason, "plan", **params)
            continue
        first_line.setdefault(line.number, line.line)
        yield line


def _without_repeats(sheet: Sheet, lines: list[PlanLine]) -> list[PlanLine]:
    first: dict[tuple, PlanLine] = {}
    ordinals: Counter[str] = Counter()
    kept = []
    for line in lines:
        content = (line.patient_id, *line.content()[1:])
        if content in first:
            sheet.verdicts[line.line] = Verdict.OK
            sheet.say(line.line, Verdict.DUPLICATE, "repeat", line=first[content].line)
            continue
        first[content] = line
        ordinals[line.base_key()] += 1
        line.key = f"{line.base_key()}|{ordinals[line.base_key()]}"
        kept.append(line)
    return kept


def plan_totals(session: Session) -> dict[str, int]:
    """Lines of this source that ever reached each stage; lines that await a person are counted apart."""
    row = fetch(
        """SELECT count(*) FILTER (WHERE awaits_review = ''),
                  count(*) FILTER (WHERE awaits_review = '' AND agreed_on IS NOT NULL),
                  count(*) FILTER (WHERE awaits_review = '' AND realised_on IS NOT NULL),
                  count(*) FILTER (WHERE awaits_review NOT IN ('', %s))
           FROM treatment_plans_planitem WHERE source_id = %s""",
        [DISCARDED, session.source.pk],
    )[0]
    names = ("plan_identified", "plan_agreed", "plan_realised", "plan_review")
    return dict(zip(names, row, strict=True))
