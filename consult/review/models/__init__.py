"""The tables of the review, a module each."""

from consult.review.models.rating import LONGEST_COMMENT, LOW_SUM, SCALES, Rating
from consult.review.models.reminder import Reminder

__all__ = ["LONGEST_COMMENT", "LOW_SUM", "SCALES", "Rating", "Reminder"]
