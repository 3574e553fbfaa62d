"""What a practice's policy allows. Presets overrule single switches, never the other way."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from consult.accounts.audit import record
from consult.accounts.membership import acting_for_practice
from consult.accounts.models import AuditEntry, Practice, User

ParticipantRole = Literal["client", "counsellor"]


class Policy(TypedDict, total=False):
    """What of a policy changes."""

    preset: str
    analyse_client: bool
    analyse_counsellor: bool
    retention_days: int
    rating_scale: str
    share_reports: bool


class PresetStays(Exception):
    """The preset `eu` is taken back by whoever runs the service, by nobody else."""


class PresetForbids(Exception):
    """The preset `eu` keeps the counsellor's own face off."""


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


def change_policy(actor: User, wanted: Policy) -> Practice:
    """Change the policy of the administrator's practice; what really changes is in the audit.

    Raises:
        PresetStays, PresetForbids: the preset `eu` stands against it. Nothing is changed.
        NoLongerAllowed: the actor is no administrator any more.
    """
    with acting_for_practice(actor) as practice:
        changes = _changed(practice, _within_preset(practice, wanted))
        if changes:
            practice.save(update_fields=list(changes))
            record(actor, AuditEntry.Act.POLICY_CHANGED, details=changes)
    return practice


def _within_preset(practice: Practice, wanted: Policy) -> Policy:
    """Return what is wanted and allowed; the preset `eu` switches the counsellor's face off."""
    eu = Practice.Preset.EU
    preset = wanted.get("preset", practice.preset)
    if practice.preset == eu and preset != eu:
        raise PresetStays
    if preset != eu:
        return wanted
    if wanted.get("analyse_counsellor"):
        raise PresetForbids
    return {**wanted, "analyse_counsellor": False}


def _changed(practice: Practice, wanted: Policy) -> dict[str, list[Any]]:
    """Set what differs; return [before, after] by setting."""
    changes = {}
    for name, value in wanted.items():
        before = getattr(practice, name)
        if before != value:
            changes[name] = [before, value]
            setattr(practice, name, value)
    return changes
