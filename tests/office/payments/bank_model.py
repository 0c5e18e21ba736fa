"""A bank with its own books. It knows nothing of the product: only the files it was handed, and whom it paid."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Order:
    """One payment a file asks for."""

    number: int
    holder: str
    account: str
    fen: int


@dataclass
class Bank:
    """Files by their roll, what was decided of each order, and every fen that was paid, in this order."""

    files: dict[str, bytes] = field(default_factory=dict)
    orders: dict[str, dict[int, Order]] = field(default_factory=dict)
    refused: dict[str, dict[int, str]] = field(default_factory=dict)
    paid: dict[str, dict[int, Order]] = field(default_factory=lambda: defaultdict(dict))

    def take(self, content: bytes) -> str:
        """Take a file in; the same one again is the same order. Return which roll it is of."""
        head, *rows = content.decode().split("\n")
        roll, count, total, _ = head.split(" ")
        if roll in self.files:
            assert self.files[roll] == content, "a second file of the same roll has other bytes"
            return roll
        orders = [_order(row) for row in rows]
        assert (len(orders), sum(order.fen for order in orders)) == (int(count), int(total))
        assert len({order.number for order in orders}) == len(orders)
        assert all(order.fen > 0 and order.account and order.holder for order in orders)
        self.files[roll] = content
        self.orders[roll] = {order.number: order for order in orders}
        return roll

    def decide(self, roll: str, refuse: set[int]) -> None:
        """Pay a file's orders, all but those refused; decided once."""
        if roll in self.refused:
            return
        numbers = sorted(self.orders[roll])
        self.refused[roll] = {number: "frozen" for number in numbers if number in refuse}
        self.paid[roll] = {n: self.orders[roll][n] for n in numbers if n not in refuse}

    def paid_to(self, accounts: set[str]) -> int:
        """All that ever went to these accounts, in fen."""
        return sum(o.fen for orders in self.paid.values() for o in orders.values() if o.account in accounts)


def _order(row: str) -> Order:
    number, holder, account, _, fen = row.split(",")
    return Order(int(number), holder, account, int(fen))
