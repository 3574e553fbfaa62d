"""`/api/v1/practice/keys/` and `/api/v1/practice/webhooks/`: for administrators, in a browser."""
