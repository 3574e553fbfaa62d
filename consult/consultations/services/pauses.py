"""Pausing the analysis of a camera: the only writer of `Pause` and of who holds it now."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from consult.consultations.models import Participant, Pause
from consult.consultations.signals import participant_changed

_FIELDS = {Pause.By.CLIENT: "paused_by_client", Pause.By.COUNSELLOR: "paused_by_counsellor"}


@transaction.atomic
def pause(participant: Participant, *, by: str, paused: bool) -> Participant:
    """Pause or resume the analysis of one camera, for the side that asks.

    Announced whenever a side changes its mind, also where the other side's pause goes on: whoever
    is left holding it must learn that it is theirs alone to end.
    """
    field = _FIELDS[Pause.By(by)]
    own = Participant.objects.filter(pk=participant.pk)
    changed = own.filter(**{field: not paused}).update(**{field: paused})
    participant.refresh_from_db(fields=list(_FIELDS.values()))
    if changed:
        # The row is held: of two who press at once the later one has the later time.
        _note(participant, by, began=paused)
        announce(participant)
    return participant


def end_own(participant: Participant) -> bool:
    """End the client's own pause, as a decision does, unannounced; tell whether there was one."""
    own = Participant.objects.filter(pk=participant.pk, paused_by_client=True)
    ended = bool(own.update(paused_by_client=False))
    participant.paused_by_client = False
    if ended:
        _note(participant, Pause.By.CLIENT, began=False)
    return ended


def forget(participant: Participant) -> None:
    """Delete what is kept of a person's pauses; one that goes on is from now on, while it can."""
    Pause.objects.filter(participant=participant).forget()
    participant.refresh_from_db(fields=list(_FIELDS.values()))
    for by, field in _FIELDS.items():
        if getattr(participant, field):
            _note(participant, by, began=True)


def announce(participant: Participant) -> None:
    """Tell, once it is stored, who holds the analysis now."""
    event = "paused" if participant.paused else "resumed"
    transaction.on_commit(
        lambda: participant_changed.send(Participant, participant=participant, event=event)
    )


def _note(participant: Participant, by: str, *, began: bool) -> None:
    """Keep it, but for what is pressed when nothing is analysed any more."""
    if not participant.consultation.is_over:
        Pause.objects.create(participant=participant, by=by, began=began, at=timezone.now())
