"""The tables of the review, a module each."""

from consult.review.models.rating import SCALES, Rating

__all__ = ["SCALES", "Rating"]
