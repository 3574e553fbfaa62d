"""Speed, as ratios measured side by side in one process on the same frames."""
