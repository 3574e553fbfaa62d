"""Everything that writes: the only place where a consultation's tables change."""
