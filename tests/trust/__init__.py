"""What the product must hold, one file for each line of docs/trust.md that has no other home."""
