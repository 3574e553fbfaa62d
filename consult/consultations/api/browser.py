"""What a client's browser may do: it has no account, so its session says what it joined.

Joining writes the participation into the session, and so are the decisions that the browser
recorded: only its own refusals can be taken back in it, and only what was recorded under its own
yes can be erased in it (`services.consent`).
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, NotFound, PermissionDenied
from rest_framework.request import Request

from consult.accounts.errors import Gone
from consult.accounts.permissions import is_member_of
from consult.consultations import joined_in_session
from consult.consultations.errors import ConsultationOver, InviteExpired, InviteUnknown
from consult.consultations.invites import consultation_of
from consult.consultations.models import Consultation, Participant
from consult.consultations.services import consent
from consult.consultations.services.consent import Decided, OwnRecords

REFUSALS_KEY = "refusals"
"""Ids of the consent records by which this browser said no."""
GRANTS_KEY = "grants"
"""Ids of those by which it said yes."""
FIRST_KEY = "joined_first"
"""Participations that it was the first to join, where the practice asks nobody anything."""
LONGER: Final = timedelta(days=7)
"""A consultation is joined before it ends, and the days count from its end."""


def own_participation(request: Request, participation_id: uuid.UUID) -> Participant:
    """Return a participation this browser joined; 401 for any other, existing or not.

    401 (`link_replaced`, after the end `link_replaced_over`), too, where it joined by a link that
    has a newer one since.
    """
    person = _joined_here(request, participation_id)
    if by_an_older_link(request, person):
        raise _replaced(person.consultation)
    return person


def own_data(request: Request, participation_id: uuid.UUID) -> Participant:
    """Return a participation whose data this browser may reach: as `own_participation`, and more.

    The newer link opens nothing after the end, so whoever was put out during the call would never
    reach again what is held of them. They do where nobody joined but by this browser: then nothing
    that is held can be of another (docs/decisions/015-who-erases.md).
    """
    person = _joined_here(request, participation_id)
    if by_an_older_link(request, person):
        alone = consent.joined_alone(person, own_records(request))
        if not (person.consultation.is_over and alone):
            raise _replaced(person.consultation)
    return person


def by_an_older_link(request: Request, person: Participant) -> bool:
    """Tell whether the link by which this browser joined has a newer one since."""
    link = joined_in_session.links(request.session)[str(person.pk)]
    return link != person.consultation.invite_number


def _replaced(consultation: Consultation) -> NotAuthenticated:
    code, words = "link_replaced", _("Your counsellor has made a new invite link. Open that one.")
    if consultation.is_over:
        code = "link_replaced_over"
        words = _(
            "Your invite link was replaced during the consultation. Ask your counsellor for what "
            "is held about you, or to erase it."
        )
    return NotAuthenticated(words, code=code)


def _joined_here(request: Request, participation_id: uuid.UUID) -> Participant:
    if str(participation_id) not in joined_in_session.links(request.session):
        raise NotAuthenticated("Open your invite link in this browser first.")
    person = (
        Participant.objects.select_related("consultation__practice", "consultation__counsellor")
        .filter(pk=participation_id)
        .first()
    )
    if person is None:
        raise NotFound("This participation no longer exists.")
    return person


def may_erase(request: Request, person: Participant) -> bool:
    """Tell whether this browser may erase what is held, or take it along."""
    return consent.may_erase(person, own_records(request))


def require_may_erase(request: Request, person: Participant) -> None:
    """Raise PermissionDenied (`erase_elsewhere`) unless this browser may erase what is held."""
    if not may_erase(request, person):
        raise erase_elsewhere()


def invited(token: str) -> Consultation:
    """Return the consultation behind a link; 404 unknown, 410 expired or over."""
    try:
        return consultation_of(token)
    except InviteUnknown as error:
        raise NotFound("This invite link is unknown.", code="unknown_invite") from error
    except InviteExpired as error:
        raise Gone("This invite link has expired.", code="expired_invite") from error
    except ConsultationOver as error:
        raise Gone("This consultation is over.", code="consultation_over") from error


def joined_already(request: Request, consultation: Consultation) -> uuid.UUID | None:
    """Return the id of the participation by which this browser joined, if it did."""
    present = consultation.invite_number
    known = [
        key for key, link in joined_in_session.links(request.session).items() if link == present
    ]
    person = consultation.participants.filter(pk__in=known).first()
    return person.pk if person else None


def refuse_members(request: Request, consultation: Consultation) -> None:
    """Raise PermissionDenied (`own_practice`) for whoever is signed in as a member of the practice.

    The counsellor's agenda has the client's link: nobody there may answer for the client.
    """
    if is_member_of(request.user, consultation.practice_id):
        raise PermissionDenied(
            _(
                "This link is for the client. You are signed in as a member of this practice and "
                "cannot answer for the client."
            ),
            code="own_practice",
        )


def own_records(request: Request) -> OwnRecords:
    """Return the decisions that were made in this browser."""
    return OwnRecords(
        refusals=request.session.get(REFUSALS_KEY, []),
        grants=request.session.get(GRANTS_KEY, []),
        joined_first=request.session.get(FIRST_KEY, []),
    )


def remember(request: Request, decided: Decided, link: int | None = None) -> None:
    """Keep in the session what this browser may come back to, and by which link it came.

    Without a link it is a later decision, and no new joining.
    """
    if link is not None:
        joined_in_session.keep(request.session, str(decided.participant.pk), link)
    if decided.record is not None:
        yes = decided.record.decision == Participant.Decision.GRANTED
        _add(request, GRANTS_KEY if yes else REFUSALS_KEY, decided.record.pk)
    elif decided.joined_first:
        _add(request, FIRST_KEY, str(decided.participant.pk))
    _last_as_long_as_the_data(request, decided.participant.consultation)


def _add(request: Request, key: str, one: int | str) -> None:
    request.session[key] = list(dict.fromkeys([*request.session.get(key, []), one]))[-100:]


def _last_as_long_as_the_data(request: Request, consultation: Consultation) -> None:
    """Let a client's browser see, take along and erase what is held for as long as it is held.

    Not where somebody is signed in: an account's session ends when it ends.
    """
    if request.user.is_authenticated:
        return
    begins = max(timezone.now(), consultation.scheduled_at)
    until = begins + timedelta(days=consultation.kept_days) + LONGER
    seconds = int((until - timezone.now()).total_seconds())
    if seconds > request.session.get_expiry_age():
        request.session.set_expiry(seconds)


def erase_elsewhere() -> PermissionDenied:
    """Return the answer to a browser that may not erase."""
    return PermissionDenied(
        _(
            "This began in another browser: what is held can be erased there. Or ask your "
            "counsellor to erase it."
        ),
        code="erase_elsewhere",
    )
