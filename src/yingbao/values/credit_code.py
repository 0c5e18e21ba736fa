"""Unified social credit codes (统一社会信用代码, GB 32100-2015): eighteen characters, the last a check."""

from yingbao.values.spelling import plain

# I, O, S, V and Z are left out: they are read as digits.
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH, BASE = 18, 31


class NotACreditCode(ValueError):
    """The text is no unified social credit code; `code` says why: length, sign or check."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_credit_code(text: str) -> str:
    """Return a code as it is written down: capitals, without blanks.

    Raises:
        NotACreditCode: it is none.
    """
    code = plain(text)
    if len(code) != LENGTH:
        raise NotACreditCode("length")
    if not set(code) <= set(SIGNS):
        raise NotACreditCode("sign")
    if code[-1] != check_sign(code):
        raise NotACreditCode("check")
    return code


def check_sign(code: str) -> str:
    """Return the last character that the first seventeen ask for."""
    weighed = sum(SIGNS.index(sign) * pow(3, place, BASE) for place, sign in enumerate(code[: LENGTH - 1]))
    return SIGNS[-weighed % BASE]
