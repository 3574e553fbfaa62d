"""What a practice's policy allows. Presets overrule single switches, never the other way."""

from __future__ import annotations

from typing import Literal

from consult.accounts.models import Practice

ParticipantRole = Literal["client", "counsellor"]


def may_analyse(practice: Practice, role: ParticipantRole) -> bool:
    """Tell whether the camera of a participant in this role may be analysed at all.

    The preset `eu` keeps the counsellor's own face off: AI Act art. 5(1)(f) forbids inferring
    emotions of people at work.
    """
    if role == "client":
        return practice.analyse_client
    return practice.analyse_counsellor and practice.preset != Practice.Preset.EU


def may_share_reports(practice: Practice) -> bool:
    """Tell whether a counsellor may show a report to its client, and the client may read it."""
    return practice.share_reports
