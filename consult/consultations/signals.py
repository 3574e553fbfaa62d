"""What the other rooms may react to.

Sent after commit, never inside a transaction, but for those that say so.
"""

from django.dispatch import Signal

consultation_changed = Signal()
"""kwargs: consultation"""

consultation_ending = Signal()
"""kwargs: consultation

Sent inside the transaction that ends it: what must be told of an end is written with it.
"""

link_renewed = Signal()
"""kwargs: consultation (whoever joined by an older link is out)"""

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

readings_erasing = Signal()
"""kwargs: consultation

Sent inside the transaction that erases a person's readings: what other rooms made of them goes with
them, or nothing goes.
"""

report_changed = Signal()
"""kwargs: consultation_id, state (building, ready, failed), attempt (0: none has begun)

Also sent at the beginning of each attempt.
"""

report_changing = Signal()
"""kwargs: consultation_id, state (building, ready, failed)

Sent inside the transaction that changes it.
"""

client_erasing = Signal()
"""kwargs: consultations

Sent inside the transaction that erases a client: what other rooms hold of them goes with it, or
nothing goes.
"""

held_of_client = Signal()
"""kwargs: consultation

A question, asked while an export is written: each receiver returns a dict of what its room holds of
the consultation's client, in values that JSON knows.
"""
