"""What every view of the review needs of a request: who asks, for what, and the entry about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from consult.accounts import audit
from consult.accounts.authentication import signed_in
from consult.accounts.models import AuditEntry, User
from consult.accounts.policy import may_show_index_by_counsellor
from consult.accounts.time_zones import first_time_zone
from consult.consultations.models import Access
from consult.consultations.services.access import record_views
from consult.review.cases import outcomes_of
from consult.review.filters import USUAL, Filters, filters_in, narrowed
from consult.review.models import Outcome, Rules, rules_of
from consult.review.rules import MEASURED


@dataclass(frozen=True, slots=True)
class ReviewQuery:
    """One question to the review."""

    user: User
    filters: Filters
    counsellor: User | None
    """Whose consultations are asked for, where it is one's."""
    rules: Rules
    zone: tzinfo
    now: datetime

    @property
    def rows(self) -> QuerySet[Outcome]:
        """The practice's consultations that were asked for."""
        every = outcomes_of(self.user)
        return narrowed(every, self.filters, self.rules, self.zone, self.now)

    @property
    def with_index(self) -> bool:
        """Whether the index may stand beside a counsellor's name."""
        return may_show_index_by_counsellor(self.user.own_practice)

    @property
    def measured(self) -> bool:
        """Whether what was made of faces chooses them, or may have."""
        return self.filters.get("flagged") in ("any", *MEASURED)

    def refuse_counting_measured_by_counsellor(self) -> None:
        """Raise ValidationError where the answer would be such a count and the policy forbids it:
        one counsellor's consultations of those that a measured fall chose.
        """
        if self.measured and self.counsellor and not self.with_index:
            words = _("The policy lets nobody count by counsellor what was made of faces.")
            raise ValidationError({"flagged": [words]})

    def keep(self, taken: list[Outcome]) -> None:
        """Keep that these are taken along: a file holds what each client said, and they may read
        who has it.
        """
        record_views([one.consultation for one in taken], self.user, Access.Act.EXPORTED)

    def note(self, act: AuditEntry.Act, what: str) -> None:
        """Write into the audit what is shown or taken along; whom it concerns may read it.

        A list of one counsellor concerns that one, any other list everybody.
        """
        filters = {name: str(value) for name, value in self.filters.items()}
        details = {"what": what, "filters": filters}
        audit.record(self.user, act, subject=self.counsellor, details=details)


def parse_query(request: Request, usual: str = USUAL) -> ReviewQuery:
    """Return what a request asks for, `usual` being the period where it names none.

    Raises:
        ValidationError: by filter, where one cannot be meant.
    """
    user = signed_in(request)
    filters = filters_in(request.query_params)
    if not {"period", "first", "last"} & filters.keys():
        filters["period"] = usual
    return ReviewQuery(
        user=user,
        filters=filters,
        counsellor=_counsellor(user, filters.get("counsellor")),
        rules=rules_of(user.own_practice),
        zone=first_time_zone(user.time_zone),
        now=timezone.now(),
    )


def _counsellor(user: User, key: int | None) -> User | None:
    if key is None:
        return None
    found = User.objects.filter(pk=key, practice=user.practice_id).first()
    if found is None:
        raise ValidationError({"counsellor": [_("Nobody of your practice has this number.")]})
    return found
