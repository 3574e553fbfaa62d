"""How far readings that follow each other are alike, and how many independent ones that leaves."""

from __future__ import annotations

from analyzer.timeline.affect import Floats


class Correlation:
    """Sums over values in their order, enough for their lag-1 autocorrelation at any moment.

    Live they grow reading by reading, a report adds all of its own: the same sums in the same
    order, so the same figure to the last bit. Values are counted from the first one, which keeps
    the sums of values that hardly vary from cancelling out.
    """

    def __init__(self) -> None:
        self.count = 0
        self._first = self._last = 0.0
        self._sum = self._squares = self._products = 0.0

    @classmethod
    def of(cls, values: Floats) -> Correlation:
        """Return the sums over (n,) values."""
        sums = cls()
        for value in values.tolist():
            sums.add(value)
        return sums

    def add(self, value: float) -> None:
        """Take the next value."""
        if not self.count:
            self._first = value
        value -= self._first
        self.count += 1
        self._sum += value
        self._squares += value * value
        self._products += value * self._last
        self._last = value

    @property
    def autocorrelation(self) -> float:
        """The lag-1 autocorrelation, held to 0..0.99.

        Below 0 it would make more readings of n than there are; at 1 it would leave none. Values
        that do not vary carry no correlation to measure: 0.
        """
        if self.count < 3:
            return 0.0
        mean = self._sum / self.count
        power = self._squares - self.count * mean * mean
        if power < 1e-12:
            return 0.0
        # The first value is 0 here, so only the last one is missing from a sum over either side.
        sides = 2 * self._sum - self._last
        product = self._products - mean * sides + (self.count - 1) * mean * mean
        return min(max(product / power, 0.0), 0.99)

    @property
    def effective(self) -> float:
        """n(1 − ρ₁)/(1 + ρ₁): how many independent values the n are worth."""
        rho = self.autocorrelation
        return self.count * (1 - rho) / (1 + rho)
