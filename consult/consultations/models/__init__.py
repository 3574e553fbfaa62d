"""The tables of a consultation."""

from consult.consultations.models.access import Access
from consult.consultations.models.client import Client
from consult.consultations.models.consultation import USUAL_LENGTH, Consultation, Marker
from consult.consultations.models.erasure import Erasure
from consult.consultations.models.message import Message
from consult.consultations.models.participant import Consent, Participant
from consult.consultations.models.pause import Pause
from consult.consultations.models.reading import Reading, Stream
from consult.consultations.models.rollup import ConsultationSummary, TenSeconds

__all__ = [
    "USUAL_LENGTH",
    "Access",
    "Client",
    "Consent",
    "Consultation",
    "ConsultationSummary",
    "Erasure",
    "Marker",
    "Message",
    "Participant",
    "Pause",
    "Reading",
    "Stream",
    "TenSeconds",
]
