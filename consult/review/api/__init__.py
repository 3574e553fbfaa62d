"""The HTTP doors of the review: the client's rating, and who reads it."""
