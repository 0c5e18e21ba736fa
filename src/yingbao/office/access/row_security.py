"""What PostgreSQL is told of who looks: the declared sight as settings of the connection (ADR 16).

The policies of the tables (actions.row_security) ask these settings; where they are empty there is no row.
"""

from yingbao.office.access.sight import Sight

SETTINGS = (
    "yingbao.everything",
    "yingbao.persons_from",
    "yingbao.persons_to",
    "yingbao.cases_from",
    "yingbao.cases_to",
)
NOBODY = ("", "", "", "", "")
# Everything is a range as well, so that every plan may use the index: digits sort before letters everywhere.
EVERYTHING = ("on", "", "z", "", "z")


def settings_of(sight: Sight | None) -> tuple[str, ...]:
    """Return the values of SETTINGS for what may be seen; nobody's, where nobody said who looks."""
    if sight is None:
        return NOBODY
    return EVERYTHING if sight.everything else ("", *sight.range, *sight.of_casework.range)


def options_of(sight: Sight | None) -> str:
    """Return the sight as options a further connection is opened with."""
    pairs = zip(SETTINGS, settings_of(sight), strict=True)
    return " ".join(f"-c {name}={value}" for name, value in pairs)
