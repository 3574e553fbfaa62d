"""Everything that writes in the review."""
