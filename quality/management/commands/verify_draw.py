from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quality.models import Round
from quality.selectors.verification import Verification, verify_round


class Command(BaseCommand):
    help = "Repeat the draw of a round from its stored seed; exit 0 when it is the same, 1 when it differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", type=int, help="number of the round")

    def handle(self, *args: Any, **options: Any) -> None:
        sampling_round = Round.objects.filter(pk=options["round"]).first()
        if sampling_round is None:
            raise CommandError(f"there is no round {options['round']}", returncode=2)
        if sampling_round.drawn_at is None:
            raise CommandError(
                f"round {sampling_round.pk} is not drawn yet: its period ends on {sampling_round.ends_on}",
                returncode=2,
            )
        self._describe(sampling_round)
        found = verify_round(sampling_round)
        self._tell(found)
        if not found.is_equal:
            raise CommandError("DIFFERENT: the stored sample is not what this seed draws", returncode=1)
        self.stdout.write(f"EQUAL: the seed draws the same {found.drawn} cases")

    def _describe(self, sampling_round: Round) -> None:
        self.stdout.write(f"round       {sampling_round.pk}")
        self.stdout.write(f"period      {sampling_round.starts_on} to {sampling_round.ends_on}")
        self.stdout.write(f"seed hash   {sampling_round.seed_hash}")
        self.stdout.write(f"committed   {sampling_round.committed_at:%Y-%m-%d %H:%M:%S %Z}")
        self.stdout.write(f"seed        {sampling_round.seed}")
        self.stdout.write(f"case list   {sampling_round.case_count} cases, {sampling_round.case_list_digest}")
        self.stdout.write(
            f"rule        {sampling_round.percent} % of each person's, at least {sampling_round.floor}"
        )
        if sampling_round.is_retrospective:
            self.stdout.write("NO PROOF    retrospective, seed committed after the period")

    def _tell(self, found: Verification) -> None:
        if not found.seed_fits_hash:
            self.stdout.write("the seed does not have the committed hash")
        if not found.list_fits_digest:
            self.stdout.write("the case list does not have the stored digest")
        for case in found.missing:
            self.stdout.write(f"missing     case {case.case_id} of {case.performer_id}, rank {case.rank}")
        for case in found.extra:
            self.stdout.write(f"not drawn   case {case.case_id} of {case.performer_id}, rank {case.rank}")
