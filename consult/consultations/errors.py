"""What services refuse, in terms of the domain; `api` turns each into an HTTP answer."""

from __future__ import annotations


class WrongState(Exception):
    """The consultation's state does not allow this step."""


class InviteUnknown(Exception):
    """The invite link was never made here, or was replaced by a newer one."""


class InviteExpired(Exception):
    """The invite link was good once; its time is over."""


class ConsultationOver(Exception):
    """The consultation has ended or was cancelled."""


class StaleConsentText(Exception):
    """The person was shown another text than the one in force."""


class AnalysisNotOffered(Exception):
    """The practice does not analyse this person's camera: there is nothing to say yes to."""


class Undecided(Exception):
    """The practice analyses this person's camera, and they have not said whether it may."""


class RefusedElsewhere(Exception):
    """Another browser refused the analysis or withdrew from it, and that stands."""


class EraseElsewhere(Exception):
    """The labels were recorded under another browser's yes: that one may erase them."""


class NameTaken(Exception):
    """The counsellor has a client of this name already."""


class NotYetOver(Exception):
    """Somebody is in the consultation: it must end before its client is erased."""


class NoAddress(Exception):
    """There is no email address to write to."""


class MailFailed(Exception):
    """The mail server did not take the message."""
