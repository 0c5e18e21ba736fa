"""The third share of the examples of test_paying_model."""

from tests.office.payments.paying_shares import machine, share

__all__ = ["machine", "test_paying_in_any_order"]

test_paying_in_any_order = share(2)
