"""The settings of the call: how two browsers find a way to each other.

Part of `consult.settings`, which takes all names from here.
"""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from consult import environment as env

ICE_SERVERS = env.ice_servers("ICE_SERVERS")
STUN_URLS = env.ice_urls("STUN_URLS", ("stun:", "stuns:"))
TURN_URL = env.ice_urls("TURN_URL", ("turn:", "turns:"))
TURN_SECRET = env.text("TURN_SECRET", "")
TURN_LIFETIME_S = env.integer("TURN_LIFETIME_S", 14_400, at_least=60)
if TURN_URL and not TURN_SECRET:
    raise ImproperlyConfigured("TURN_SECRET: set it, TURN_URL needs credentials")
