"""What people say of consultations: the client's rating, and what the practice makes of it.

Satisfaction is what the client says, never what a camera saw. Services write, selectors read.
"""
