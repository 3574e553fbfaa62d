"""Made-up practices: one to try the product with, and one of any size to measure it with.

Nothing here was measured of anybody. Every consultation it makes is marked `made_up`, and pages
say so.
"""
