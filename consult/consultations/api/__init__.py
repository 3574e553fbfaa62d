"""The HTTP doors of consultations: for the counsellor's side and for the client's."""
