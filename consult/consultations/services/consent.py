"""A client's decision as a browser makes it: whose no may become a yes, and whose no erases.

The invite link is a key that not only the client holds: it stands in the counsellor's agenda, too.
So a refusal or withdrawal stands until the browser that said it takes it back: a browser keeps the
ids of the records it made, and a yes is taken only from one that made every no since the last yes.

Erasing cannot be taken back, so a no from any holder of the link must not bring it about: the
labels are erased at the wish of the browser under whose yes the analysis began, and of nobody else
by this door. The counsellor's is `participation.erase_readings` (docs/decisions/015-who-erases.md).

Where a practice analyses no camera nobody is asked, and no record says who joined. That it was so
stands with the participant: a record that another browser makes later is not the first word.

Rejected: to let the browser that joined first decide alone. Whoever opens the link before the
client would own the decision.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypedDict

from django.db import transaction
from django.db.models import QuerySet

from consult.consultations.consent_text import consent_text
from consult.consultations.errors import EraseElsewhere, RefusedElsewhere, Undecided
from consult.consultations.models import Consent, Consultation, Participant
from consult.consultations.services import participation

Decision = Participant.Decision


class Wish(TypedDict):
    """What goes with a decision: about which text it is, read in which language."""

    language: str
    text_hash: str


class JoinWish(Wish):
    """The first decision, or None where nothing is asked, with the name the client goes by."""

    decision: str | None
    name: str


class DecisionWish(Wish):
    """A later decision; `erase` goes with a no."""

    decision: str
    erase: bool


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """Ids of the consent records that one browser made, kept by it alone.

    And of the participations that it was the first to join, where nobody is asked anything.
    """

    refusals: Collection[int]
    grants: Collection[int]
    joined_first: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """The participant after a decision, and the record of it; None where nothing was asked."""

    participant: Participant
    record: Consent | None
    joined_first: bool = False
    """Nobody had joined before."""


@transaction.atomic
def join(consultation: Consultation, own: OwnRecords, wish: JoinWish) -> Decided:
    """Let the client in with a decision; without one where the practice analyses no client.

    Raises:
        Undecided: no decision, where there is one to make.
        RefusedElsewhere: a yes, where another browser's no stands.
        AnalysisNotOffered, StaleConsentText: as `participation.decide`.
    """
    people = consultation.participants.select_related("consultation__practice")
    person = _locked(people.filter(role=Participant.Role.CLIENT))
    _require_own_refusals(person, wish["decision"], own.refusals)
    decision = wish["decision"]
    if decision is None:
        return _let_in(person, own, wish)
    if wish["name"] in ("", person.name) and (standing := _standing(person, own, wish, decision)):
        return Decided(person, standing)
    return _decided(participation.join(consultation, **wish))


def _let_in(person: Participant, own: OwnRecords, wish: JoinWish) -> Decided:
    if participation.analysis_offered(person):
        raise Undecided
    first = person.joined_at is None
    person.joined_unasked = person.joined_unasked or first
    person.others_unasked = person.others_unasked or not (first or _was_here(person, own))
    person.save(update_fields=["joined_unasked", "others_unasked"])
    return Decided(participation.join(person.consultation, **wish), None, joined_first=first)


def _was_here(participant: Participant, own: OwnRecords) -> bool:
    """Tell whether this browser joined before, as the first one or with a decision."""
    records = participant.consents.filter(pk__in={*own.grants, *own.refusals})
    return _began(participant, own) or records.exists()


@transaction.atomic
def decide(participant: Participant, own: OwnRecords, wish: DecisionWish) -> Decided:
    """Record a later decision.

    Raises:
        RefusedElsewhere: a yes, where another browser's no stands.
        EraseElsewhere: erasing what is held of another browser, as `may_erase` tells. Nothing is
            recorded; a no without erasing is always taken.
        AnalysisNotOffered, StaleConsentText, ConsultationOver: as `participation.decide`.
    """
    _locked(Participant.objects.filter(pk=participant.pk))
    _require_own_refusals(participant, wish["decision"], own.refusals)
    if wish["erase"] and not may_erase(participant, own):
        raise EraseElsewhere
    decision = wish["decision"]
    if not wish["erase"] and (standing := _standing(participant, own, wish, decision)):
        return Decided(participant, standing)
    return _decided(participation.decide(participant, **wish))


def may_erase(participant: Participant, own: OwnRecords) -> bool:
    """Tell whether a browser said the first yes or, where nobody ever did, the first no.

    The first, not the latest: whoever finds the link later can say yes once more, and no again.
    Without a yes there are no labels, but there may be words in the chat.

    Where nobody was asked when the first one joined, the words may be theirs: it is their browser.
    Should the practice ask later, and another browser say the first yes, the labels are of that
    camera and the words of the other. What is of two people goes to neither by this door.
    """
    records = participant.consents.order_by("pk")
    yes = records.filter(decision=Decision.GRANTED).first()
    if participant.joined_unasked:
        return _began(participant, own) and (yes is None or yes.pk in own.grants)
    first = yes or records.first()
    return first is not None and first.pk in {*own.grants, *own.refusals}


def joined_alone(participant: Participant, own: OwnRecords) -> bool:
    """Tell whether nobody joined a participation but by this browser.

    Whoever is asked makes a record of their own, whatever they say (`join`). Of whoever is not
    asked the participant keeps that they were the first, or that they were not.
    """
    records = set(participant.consents.values_list("pk", flat=True))
    if participant.others_unasked or not records <= {*own.grants, *own.refusals}:
        return False
    return _began(participant, own) if participant.joined_unasked else bool(records)


def _began(participant: Participant, own: OwnRecords) -> bool:
    return str(participant.pk) in own.joined_first


def standing_refusals(participant: Participant) -> set[int]:
    """Return the ids of the refusals and withdrawals since the last yes."""
    records = participant.consents
    last_yes = records.filter(decision=Decision.GRANTED).order_by("pk").last()
    since = records.filter(pk__gt=last_yes.pk) if last_yes else records.all()
    return set(since.values_list("pk", flat=True))


def _locked(people: QuerySet[Participant]) -> Participant:
    # Whoever decides waits here for whoever is deciding: no refusal can slip in before the yes, and
    # of two who join at once the second sees that it is not the first.
    # No more than an update's lock: a worker that stores a batch refers to this row meanwhile.
    return people.select_for_update(no_key=True, of=("self",)).get()


def _require_own_refusals(
    participant: Participant, decision: str | None, own_refusals: Collection[int]
) -> None:
    if decision == Decision.GRANTED and not standing_refusals(participant) <= set(own_refusals):
        raise RefusedElsewhere


def _standing(
    participant: Participant, own: OwnRecords, wish: Wish, decision: str
) -> Consent | None:
    """Return the record that says just this, if it is the latest and this browser's own.

    The same said again would add nothing but rows. Of another browser it does add something: whose
    no it is decides who may take it back.
    """
    latest = participant.consents.order_by("pk").last()
    if latest is None or latest.pk not in {*own.refusals, *own.grants}:
        return None
    consultation = participant.consultation
    text = consent_text(wish["language"], consultation.practice.retention_days)
    said = (latest.decision, latest.text_hash)
    if said != (decision, text.text_hash):
        return None
    if decision == Decision.GRANTED and (
        consultation.is_over
        or wish["text_hash"] != text.text_hash
        or not participation.analysis_offered(participant)
    ):
        return None
    participant.refresh_from_db(fields=["consent", "paused_by_client"])
    # A yes ends the client's own pause.
    changes = participant.paused_by_client or participant.consent != decision
    return None if changes else latest


def _decided(participant: Participant) -> Decided:
    return Decided(participant, participant.consents.latest("pk"))
