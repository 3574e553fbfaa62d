"""What the review tells."""

from django.dispatch import Signal

rating_given = Signal()
"""kwargs: rating, changed (True where the client had given one before)

Sent inside the transaction that keeps the rating: what must be told of it is written with it.
"""
