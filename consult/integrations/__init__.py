"""Other programs of a practice: keys for the API, and webhooks that tell what happened."""
