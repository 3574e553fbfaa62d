"""What the reports tell."""

from django.dispatch import Signal

report_failed = Signal()
"""kwargs: consultation_id (uuid.UUID), error (BaseException), attempts (int)

Sent after commit, once for each report that will not be tried again by itself.
"""
