"""How passwords are hashed: dear to who guesses, and of a size that many at once can be borne.

Whoever asks to be signed in makes this process hash, known or not. Django's own measure is 100 MB a
hash, with no end to how many are under way: a few dozen at once end a container of half a gigabyte.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Final

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE: Final = 2
"""Of one process; the others wait in their threads. More would only take turns at its one core."""


class BoundedArgon2(Argon2PasswordHasher):
    """Argon2id by OWASP's least measure (19 MiB, two passes, one lane), two at a time.

    In threads of their own: glibc keeps what a thread has freed for that thread, so that twenty
    requests' threads, however they took turns, were seen to hold 270 MB between them. A hash that
    was made by another measure is made anew when its owner signs in.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Return the hash of a password, when it is its turn."""
        return _threads(os.getpid()).submit(super().encode, password, salt).result()

    def verify(self, password: str, encoded: str) -> bool:
        """Tell whether a password is the one, when it is its turn."""
        return _threads(os.getpid()).submit(super().verify, password, encoded).result()


@lru_cache(maxsize=1)
def _threads(process: int) -> ThreadPoolExecutor:
    """Return a process's threads; a forked one has none of its parent's."""
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hashing")
