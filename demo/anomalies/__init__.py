"""What is planted in a district: every kind of anomaly several times, each with its story."""

from demo.anomalies import ask, changed, missed, wrong
from demo.anomalies.pool import Pool


def plant(pool: Pool) -> None:
    """Make some ordinary people of the pool extraordinary."""
    wrong.plant(pool)
    changed.plant(pool)
    ask.plant(pool)
    missed.plant(pool)
