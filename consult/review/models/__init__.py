"""The tables of the review, a module each."""

from consult.review.models.outcome import Outcome
from consult.review.models.rating import LONGEST_COMMENT, LOW_SUM, SCALES, Rating
from consult.review.models.reminder import Reminder
from consult.review.models.rules import Rules, rules_of
from consult.review.models.saved_view import SavedView
from consult.review.models.verdict import Case, Verdict

__all__ = [
    "LONGEST_COMMENT",
    "LOW_SUM",
    "SCALES",
    "Case",
    "Outcome",
    "Rating",
    "Reminder",
    "Rules",
    "SavedView",
    "Verdict",
    "rules_of",
]
