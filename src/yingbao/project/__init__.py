"""Composition root: settings, addresses, entry points; the only place that knows everything."""
