"""Client files: made when planning, changed by their counsellor, erased as a whole."""

from __future__ import annotations

import contextlib

import structlog
from django.db import IntegrityError, transaction

from consult.accounts.models import User
from consult.consultations.errors import NameTaken, NotYetOver, WrongState
from consult.consultations.models import Client, Consultation, Erasure, Marker, Participant
from consult.consultations.models.client import name_key
from consult.consultations.services import chat, invitations, participation, scheduling
from consult.consultations.services.erasures import record_erasure
from consult.consultations.signals import client_erasing

log = structlog.get_logger(__name__)


def make(counsellor: User, *, name: str, **details: str) -> Client:
    """Return a new file.

    Raises:
        NameTaken: the counsellor has a client of this name, whatever its capitals and spaces.
        ValueError: the user belongs to no practice.
    """
    if counsellor.practice is None:
        raise ValueError("A counsellor without a practice has no clients")
    file = Client(practice=counsellor.practice, counsellor=counsellor, **{**details, **_name(name)})
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError as error:
        raise NameTaken from error
    return file


def change(file: Client, **details: str) -> Client:
    """Change a file's name, address, language or time zone; what is not named stays as stored.

    Raises:
        NameTaken: as `make`.
        Client.DoesNotExist: it was erased meanwhile, and does not come back.
    """
    if "name" in details:
        details |= _name(details["name"])
    try:
        with transaction.atomic():
            changed = Client.objects.filter(pk=file.pk).update(**details) if details else 1
    except IntegrityError as error:
        raise NameTaken from error
    if not changed:
        raise Client.DoesNotExist
    for field, value in details.items():
        setattr(file, field, value)
    return file


def file_of(counsellor: User, name: str) -> Client:
    """Return the counsellor's file of this name, made on first use."""
    wanted = Client.objects.filter(counsellor=counsellor, name_key=name_key(name))
    found = wanted.first()
    if found is not None:
        return found
    try:
        return make(counsellor, name=name)
    except NameTaken:
        return wanted.get()  # Another request made it in between.


@transaction.atomic
def erase(file: Client, *, by: User | None) -> None:
    """Delete what is held of a client: file, readings, chat, rating, names, markers and notes.

    Both sides of the chat: what a counsellor writes to somebody is about them (GDPR 4(1)), as the
    counsellor's markers and notes are.

    The consultations stay as appointments without a person, and so does the record that consent
    was given or not: neither says whose. Planned ones are called off. `by` is None where nobody
    wished it now: the practice's days are over, or it was erased before a back-up brought it back.
    Then nobody is written to.

    Raises:
        NotYetOver: one of them is open.
    """
    # A consultation that is being opened or ended waits, or is waited for.
    held = list(Consultation.objects.select_for_update(no_key=True).filter(client=file))
    if any(one.state == Consultation.State.OPEN for one in held):
        raise NotYetOver
    for one in held:
        _call_off(one, file, tell=by is not None)
    people = Participant.objects.filter(
        consultation__client=file, role=Participant.Role.CLIENT
    ).select_related("consultation")
    for person in people:
        participation.erase_readings(person)
        chat.erase_chat(person.consultation)
    people.update(name="")
    client_erasing.send(Client, consultations=held)
    Marker.objects.filter(consultation__client=file).delete()
    Consultation.objects.filter(client=file).update(note="", client=None, report_shared_at=None)
    record_erasure(Erasure.Kind.CLIENT, file.pk)
    log.info("client_erased", client=str(file.pk), by=by and by.pk, consultations=len(held))
    file.delete()


def _call_off(consultation: Consultation, file: Client, *, tell: bool) -> None:
    consultation.client = file
    with contextlib.suppress(WrongState):
        scheduling.cancel_consultation(consultation)
        if tell and consultation.emailed_at and file.email:
            # Written now: after the commit nobody knows the address any more.
            message = invitations.cancellation(consultation)
            transaction.on_commit(lambda: invitations.send_or_log(message, consultation))


def _name(name: str) -> dict[str, str]:
    """Return the columns that hold a name."""
    return {"name": " ".join(name.split()), "name_key": name_key(name)}
