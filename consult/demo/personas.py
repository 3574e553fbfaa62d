"""Who comes to the demo practice, and what is said there. All of it is made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consult.demo.simulated_breaks import Break
from consult.demo.simulated_readings import Turn


@dataclass(frozen=True, slots=True)
class Persona:
    """A made-up client: on which day of the week and hour they come, how they tend to look.

    `mood` is that of the first meeting and `trend` what each later one adds, as in
    `consult.demo.simulated_readings`; `seen` is the share of readable frames, 0..1. `refuses`: not
    analysed. `breaks`: what interrupts the analysis now and then.
    """

    name: str
    weekday: int
    hour: int
    mood: float
    trend: float = 0.0
    seen: float = 0.9
    refuses: bool = False
    turns: tuple[Turn, ...] = ()
    breaks: tuple[Break, ...] = ()


ALICE: Final = (
    Persona("Erin", 1, 10, mood=-0.6, trend=0.09),
    Persona(
        "Frank",
        2,
        14,
        mood=0.2,
        trend=-0.06,
        turns=(Turn(0.55, -0.6),),
        breaks=(Break(0.16, 0.27, "client"), Break(0.24, 0.35, "counsellor")),
    ),
    Persona("Grace", 3, 9, mood=0.1, seen=0.72, breaks=(Break(0.6, 0.75, "consent"),)),
    Persona("Ivan", 4, 16, mood=-0.2, trend=0.02, refuses=True),
)
"""Counselling: each comes every week."""

BOB: Final = (
    Persona("Judy", 0, 11, mood=0.3),
    Persona("Niaj", 1, 15, mood=0.0, trend=-0.05, turns=(Turn(0.3, -0.7), Turn(0.7, 0.5))),
    Persona("Olivia", 2, 9, mood=0.5),
    Persona("Peggy", 3, 13, mood=-0.1, seen=0.42),
    Persona("Rupert", 4, 10, mood=0.2, trend=0.05),
    Persona("Sybil", 4, 14, mood=-0.3, turns=(Turn(0.5, 0.6),)),
)
"""Service: short calls."""

MARKED: Final = ("breathing exercise", "", "the move", "sleep", "", "talks about work")
NOTES: Final = (
    "Sleeps better; the breathing exercise helps.",
    "Tired today. We went through the week day by day.",
    "Wants to talk with her sister before we meet again.",
    "A good week. Next time: what to do when it gets loud at work.",
)
PRAISE: Final = (
    "I felt heard.",
    "It helped to put it into words.",
    "Clear answers, thank you.",
    "Quick and friendly.",
)
COMPLAINTS: Final = (
    "The picture froze twice and I lost my thread.",
    "I had hoped for more concrete advice.",
    "I had to explain my question three times.",
)
CHAT: Final = (
    ("client", "Can you see me? My lamp is behind me."),
    ("counsellor", "Yes, all fine. Shall we begin?"),
    ("counsellor", "The exercise we spoke of: breathe in for four, out for six."),
    ("client", "Thank you!"),
)
