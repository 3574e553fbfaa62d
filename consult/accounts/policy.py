"""What a practice's policy allows. Presets overrule single switches, never the other way."""

from __future__ import annotations

from typing import Any, Final, Literal, TypedDict

from django.db import transaction

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
    file_days: int | None
    rating_scale: str
    share_reports: bool
    index_by_counsellor: bool


FORBIDDEN_BY_EU: Final[tuple[Literal["analyse_counsellor", "index_by_counsellor"], ...]] = (
    "analyse_counsellor",
    "index_by_counsellor",
)
"""Switches that the preset `eu` keeps off."""


class PresetStays(Exception):
    """The preset `eu` is taken back by whoever runs the service, by nobody else."""


class PresetForbids(Exception):
    """The preset `eu` keeps a switch off; its name is the argument."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


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


def may_show_index_by_counsellor(practice: Practice) -> bool:
    """Tell whether clients' expression indices may stand beside the name of their counsellor.

    Over many clients that is an estimate of how somebody works, made of faces: the preset `eu`
    never shows it, whatever the practice wishes.
    """
    return practice.index_by_counsellor and practice.preset != Practice.Preset.EU


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


@transaction.atomic
def change_preset(practice: Practice, preset: str) -> Practice:
    """Change the preset at the wish of whoever runs the service, `eu` too; it is in the audit."""
    held = Practice.objects.select_for_update().get(pk=practice.pk)
    changes = _changed(held, {"preset": preset, **_off(preset)})
    if changes:
        held.save(update_fields=list(changes))
        act = AuditEntry.Act.POLICY_CHANGED
        AuditEntry.objects.create(practice=held, act=act, details=changes)
    return held


def _off(preset: str) -> Policy:
    """Return the switches that a preset turns off."""
    if preset == Practice.Preset.EU:
        return {"analyse_counsellor": False, "index_by_counsellor": False}
    return {}


def _within_preset(practice: Practice, wanted: Policy) -> Policy:
    """Return what is wanted and allowed; the preset `eu` switches off what it forbids."""
    eu = Practice.Preset.EU
    preset = wanted.get("preset", practice.preset)
    if practice.preset == eu and preset != eu:
        raise PresetStays
    if preset != eu:
        return wanted
    for name in FORBIDDEN_BY_EU:
        if wanted.get(name):
            raise PresetForbids(name)
    return {**wanted, **_off(preset)}


def _changed(practice: Practice, wanted: Policy) -> dict[str, list[Any]]:
    """Set what differs; return [before, after] by setting."""
    changes = {}
    for name, value in wanted.items():
        before = getattr(practice, name)
        if before != value:
            changes[name] = [before, value]
            setattr(practice, name, value)
    return changes
