"""The chat of a call: writing in it, and taking one's own words back."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from consult.consultations.errors import WrongState
from consult.consultations.models import Consultation, Erasure, Message, Participant
from consult.consultations.services.erasures import record_erasure
from consult.consultations.signals import messages_changed


@transaction.atomic
def say(author: Participant, text: str, key: uuid.UUID) -> Message:
    """Return the message with this key, written now unless it was before.

    Raises:
        WrongState: the consultation is not open, or its call is held elsewhere.
    """
    # Locked, and as it is now: no word comes behind the end, nor behind an erasure that waits. Of
    # two who write at once the later id is committed later, too: pages read on from the last id.
    consultation = Consultation.objects.select_for_update(no_key=True).get(
        pk=author.consultation_id
    )
    if (consultation.state, consultation.call_mode) != (
        Consultation.State.OPEN,
        Consultation.CallMode.HERE,
    ):
        raise WrongState
    message, written = Message.objects.get_or_create(
        author=author,
        key=key,
        defaults={"consultation": consultation, "at": timezone.now(), "text": text},
    )
    if written:
        _announce(consultation.pk, message.pk)
    return message


@transaction.atomic
def erase_messages(author: Participant) -> int:
    """Delete everything this person wrote; return how many messages that were."""
    deleted, _ = Message.objects.filter(author=author).delete()
    record_erasure(Erasure.Kind.MESSAGES, author.pk)
    _announce(author.consultation_id, 0)
    return deleted


def erase_chat(consultation: Consultation) -> None:
    """Delete what was written to a client and by them: the other side's words tell of them, too."""
    Message.objects.filter(consultation=consultation).delete()
    _announce(consultation.pk, 0)


def _announce(consultation_id: uuid.UUID, last: int) -> None:
    transaction.on_commit(
        lambda: messages_changed.send(Message, consultation_id=consultation_id, last=last)
    )
