"""Which faults a run strikes with, chosen by a seed. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, TypeVar

Kind = Literal["kill", "stop", "term", "delay", "reset", "hole"]
PROCESS: Final[tuple[Kind, ...]] = ("stop", "term")
NETWORK: Final[tuple[Kind, ...]] = ("delay", "reset", "hole")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Blow:
    """One fault."""

    kind: Kind
    role: str
    store: str = ""
    """The far end of the broken link, for what happens to a network."""
    everyone: bool = False
    """Whether all of the role's processes are struck, or only one."""
    after: float | None = 0.0
    """Seconds after a frame was sent; None: as soon as a camera is told of a reading."""

    def __str__(self) -> str:
        """What happens, and to whom."""
        return f"{self.kind} {self.role}{f'–{self.store}' if self.store else ''}"


def planned(
    seed: int, kills: int, others: int, roles: Sequence[str], links: Sequence[tuple[str, str]]
) -> list[Blow]:
    """Return so many kills −9 and so many other faults, which lie evenly between the kills.

    Of each, every pair of a kind and a role comes equally often, and within a pair every store.
    """
    dice = random.Random(seed)
    stores = {role: [far for near, far in links if near == role] for role in roles}
    pairs = [(kind, role) for kind in PROCESS for role in roles]
    pairs += [(kind, role) for kind in NETWORK for role in roles if stores[role]]
    killing = _in_rounds(dice, roles)
    striking = _in_rounds(dice, pairs)
    where = {
        (kind, role): _in_rounds(dice, [""] if kind in PROCESS else stores[role])
        for kind, role in pairs
    }
    count = kills + others
    found = []
    for number in range(count):
        if (number + 1) * kills // count > number * kills // count:
            found.append(Blow("kill", next(killing), everyone=_coin(dice), after=_moment(dice)))
        else:
            kind, role = next(striking)
            found.append(Blow(kind, role, next(where[kind, role]), after=_moment(dice)))
    return found


def _in_rounds(dice: random.Random, cards: Sequence[T]) -> Iterator[T]:
    """Deal all cards in a random order, again and again."""
    return chain.from_iterable(iter(lambda: dice.sample(cards, len(cards)), None))


def _coin(dice: random.Random) -> bool:
    return dice.random() < 0.5


def _moment(dice: random.Random) -> float | None:
    # Sent, analysed, stored, being answered: all of it happens within a tenth of a second.
    return None if _coin(dice) else round(dice.uniform(0.0, 0.1), 3)
