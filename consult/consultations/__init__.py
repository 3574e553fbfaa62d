"""Consultations: who takes part, what they consented to, and what was read.

Services write, selectors read, `api` is the HTTP door. Changes are announced by `signals`, so
that the live path and the reports can react without this room knowing them.
"""
