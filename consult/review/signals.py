"""What the review tells. Always sent after commit, never inside a transaction."""

from django.dispatch import Signal

rating_given = Signal()
"""kwargs: rating, changed (True where the client had given one before)"""
