"""What operators of a server look after: background work and its failures, and the admin pages.

Nothing here shows what was said or seen in a consultation.
"""
