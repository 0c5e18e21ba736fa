"""How numbers and addresses are shown to those who did not ask for them with a reason."""


def masked_number(number: str, *, first: int = 4, last: int = 4) -> str:
    """Return a number with its middle starred; a short one is starred whole."""
    hidden = len(number) - first - last
    if hidden < 3:
        return "*" * len(number)
    return f"{number[:first]}{'*' * hidden}{number[len(number) - last :]}"


def masked_phone(number: str) -> str:
    """Return a telephone number as 138****1234."""
    return masked_number(number, first=3)


def masked_account(number: str) -> str:
    """Return a bank account with only its last four digits."""
    return masked_number(number, first=0)


def masked_name(name: str) -> str:
    """Return a name as public notices print it: 王*兰, 李*."""
    if len(name) < 2:
        return "*"
    return name[0] + "*" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"
