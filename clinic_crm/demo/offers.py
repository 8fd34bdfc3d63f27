"""A few plans told through the real services: alternatives, prerequisites, sessions, offers, moves by rules."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from clinic_crm.demo.clinic import Stage
from clinics.models import Service, User
from patients.models import Patient, Visit
from patients.services.charges import ChargeLine
from patients.services.visits import VisitConflictError, book_visit, complete_visit
from treatment_plans.enums import Answer, ReasonKind
from treatment_plans.models import PlanItem, RefusalReason, TreatmentPlan
from treatment_plans.services.alternatives import open_choice, set_prerequisites
from treatment_plans.services.moves import agree_items
from treatment_plans.services.offers import LineAnswer, answer_offer, make_offer
from treatment_plans.services.plans import Line, add_item, create_plan
from treatment_plans.services.sessions import do_session

DOCTOR = ("Центр", "Терапия")
TIMES = [time(hour, minute) for hour in range(9, 20) for minute in (0, 30)]


class OfferedPlans:
    """Plans of the doctor with whom one may sign in, made on past days by the services of the product."""

    def __init__(self, stage: Stage, now: datetime) -> None:
        self.stage, self.now = stage, now
        self.doctor: User = stage.users["doctor"]
        self.curator: User = stage.users["curator"]
        self.by_code = {row.code: row for rows in stage.services.values() for row in rows}

    def write(self) -> None:
        stories: list[Callable[[Patient], None]] = [
            self._open_choice, self._chosen, self._expired, self._answered, self._by_rules,
        ]  # fmt: skip
        mine = TreatmentPlan.objects.filter(
            practitioner=self.stage.practitioners[DOCTOR], branch=self.stage.branches["Центр"]
        )
        patients = Patient.objects.filter(pk__in=mine.values("patient")).order_by("pk")[: len(stories)]
        for tell, patient in zip(stories, patients, strict=True):
            tell(patient)

    def _ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def _plan(self, patient: Patient, days: int, *lines: Line) -> TreatmentPlan:
        return create_plan(
            patient,
            branch=self.stage.branches["Центр"],
            practitioner=self.stage.practitioners[DOCTOR],
            curator=self.stage.curators["Центр"],
            lines=lines,
            by=self.doctor,
            now=self._ago(days),
        )

    def _line(self, code: str, **terms: object) -> Line:
        return Line(service=self.by_code[code], **terms)  # type: ignore[arg-type]

    def _with_choice(self, patient: Patient, days: int) -> TreatmentPlan:
        """A missing tooth: two crowns that hold a bridge, or an implant and then its crown."""
        plan = self._plan(patient, days, self._line("A16.07.051"), self._line("A16.07.001", tooth="36"))
        who = {"by": self.doctor, "now": self._ago(days)}
        bridge, implant = open_choice(plan, ["Мост на двух зубах", "Имплантат"], **who)
        add_item(plan, self._line("A16.07.004", tooth="35, 37", quantity=2, phase=2, variant=bridge), **who)
        add_item(plan, self._line("A16.07.054", tooth="36", phase=2, variant=implant), **who)
        add_item(plan, self._line("A16.07.004", tooth="36", phase=3, variant=implant), **who)
        first, crown = plan.planitems.filter(variant=implant).order_by("pk")
        set_prerequisites(crown, [first], **who)
        plan.refresh_from_db()
        return plan

    def _open_choice(self, patient: Patient) -> None:
        plan = self._with_choice(patient, 3)
        make_offer(plan, by=self.doctor, now=self._ago(3))

    def _chosen(self, patient: Patient) -> None:
        plan = self._with_choice(patient, 20)
        make_offer(plan, by=self.doctor, now=self._ago(20))
        agreed = plan.planitems.filter(variant__letter="B") | plan.planitems.filter(variant=None)
        agree_items(plan, agreed, by=self.curator, now=self._ago(18))

    def _expired(self, patient: Patient) -> None:
        plan = self._plan(
            patient, 45, self._line("A16.07.050"), self._line("A16.07.003", tooth="11", quantity=2)
        )
        make_offer(plan, by=self.doctor, now=self._ago(45))

    def _answered(self, patient: Patient) -> None:
        """The canal in three sessions, one done; the crown put off; the veneer at a better price refused."""
        plan = self._plan(
            patient, 14, self._line("A16.07.030", tooth="26", quantity=3, sessions=3),
            self._line("A16.07.004", tooth="26", phase=2), self._line("A16.07.003", tooth="12", phase=2),
        )  # fmt: skip
        offer = make_offer(plan, by=self.doctor, now=self._ago(14))
        canal, crown, veneer = plan.planitems.order_by("pk")
        said = {
            canal.pk: LineAnswer(Answer.YES, price=canal.price * Decimal("0.95")),
            crown.pk: LineAnswer(Answer.LATER, reason=self._reason(ReasonKind.DEFER), until=self._day(30)),
            veneer.pk: LineAnswer(Answer.NO, reason=self._reason(ReasonKind.DECLINE)),
        }
        answer_offer(offer, said, by=self.curator, now=self._ago(12))
        do_session(canal, by=self.doctor, now=self._ago(6))

    def _by_rules(self, patient: Patient) -> None:
        """A bill realised the filling, a booking scheduled the hygiene: nobody moved a line."""
        filling, hygiene = self.by_code["A16.07.002"], self.by_code["A16.07.051"]
        plan = self._plan(patient, 10, Line(service=filling, tooth="46"), Line(service=hygiene))
        make_offer(plan, by=self.doctor, now=self._ago(10))
        agree_items(plan, PlanItem.objects.filter(plan=plan), by=self.curator, now=self._ago(9))
        visit = self._book(patient, self._day(-4), filling, "Терапия", now=self._ago(8))
        bill = ChargeLine(service=filling, quantity=Decimal(1), price=filling.price or Decimal(0))
        complete_visit(visit, charges=[bill], by=None, now=self._ago(4))
        self._book(patient, self._day(5), hygiene, "Гигиена", now=self._ago(4))

    def _book(self, patient: Patient, day: date, service: Service, specialty: str, *, now: datetime) -> Visit:
        branch, doctor = self.stage.branches["Центр"], self.stage.practitioners["Центр", specialty]
        visits = Visit.objects.filter(practitioner=doctor, day=day, starts_at__isnull=False)
        busy = [(v.starts_at, v.starts_at + timedelta(minutes=v.minutes)) for v in visits if v.starts_at]
        for at in TIMES:  # visits that are over don't hold their time in the database: looked at here
            begin = datetime.combine(day, at, self.now.tzinfo)
            end = begin + timedelta(minutes=service.minutes)
            if all(end <= first or last <= begin for first, last in busy):
                return book_visit(
                    patient, branch=branch, day=day, at=at, service=service, practitioner=doctor,
                    minutes=service.minutes, by=None, now=now,
                )  # fmt: skip
        raise VisitConflictError([])

    def _day(self, days: int) -> date:
        return self.now.date() + timedelta(days=days)

    def _reason(self, kind: ReasonKind) -> RefusalReason:
        return RefusalReason.objects.filter(kind=kind, code="").order_by("pk")[0]
