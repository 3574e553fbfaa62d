"""Accounts over REST: oneself, the practice's members, invitations, the audit."""

from consult.accounts.api.me import PracticeSerializer

__all__ = ["PracticeSerializer"]
