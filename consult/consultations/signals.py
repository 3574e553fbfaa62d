"""What the other rooms may react to. Always sent after commit, never inside a transaction."""

from django.dispatch import Signal

consultation_changed = Signal()
"""kwargs: consultation"""

participant_changed = Signal()
"""kwargs: participant, event (joined, consented, refused, withdrew, paused, resumed)"""

marker_changed = Signal()
"""kwargs: marker (new, or with other words)"""

marker_removed = Signal()
"""kwargs: consultation_id, marker_id"""

messages_changed = Signal()
"""kwargs: consultation_id, last (the id of the newest message, or 0 when some were erased)"""

readings_erased = Signal()
"""kwargs: participant"""

report_changed = Signal()
"""kwargs: consultation_id, state (building, ready, failed)"""
