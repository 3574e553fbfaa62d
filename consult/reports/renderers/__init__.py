"""The report's forms for taking away: PDF and CSV."""
