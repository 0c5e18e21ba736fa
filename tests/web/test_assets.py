"""The design system without what is not ours: no licensed typeface, no crown."""

import pytest

from assets import NotOurs, our_copy, our_css

SHEET = (
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
    ".govuk-body{font-family:GDS Transport,arial,sans-serif}"
    ".govuk-footer__copyright-logo:before{background-image:url(/assets/images/govuk-crest.svg)}"
    ".govuk-footer__crown{margin:0}.govuk-link{color:blue}"
)


def test_the_typeface_and_the_crown_are_left_out() -> None:
    css = our_css(SHEET)

    assert "GDS" not in css
    assert "@font-face" not in css
    assert "crest" not in css
    assert ".govuk-link{color:blue}" in css
    assert "Noto Sans" in css


def test_a_trace_that_is_left_stops_the_copy() -> None:
    with pytest.raises(NotOurs, match="crest"):
        our_copy("a.css", ".x{background:url(govuk-crest.svg)}")


def test_source_maps_are_not_asked_for() -> None:
    assert our_copy("a.js", "x()\n//# sourceMappingURL=a.js.map") == "x()\n"
