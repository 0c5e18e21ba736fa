"""Everything we promise, tried."""
