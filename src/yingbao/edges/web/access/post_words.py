"""A post as a line of text, and why one is not given or changed."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.place import place_in_words
from yingbao.office.access import actions
from yingbao.office.access.at_work import AtWork
from yingbao.office.access.choices import Role
from yingbao.office.access.queries import get_names

REFUSALS: Mapping[type[Exception], Promise] = {
    actions.NoReason: _("Say why"),
    actions.OutsideScope: _("This lies outside the divisions you manage"),
    actions.OwnAccount: _(
        "Nobody gives posts to oneself or changes the own account: ask another administrator"
    ),
    actions.OfficerExists: _("There is an account of this name already"),
    actions.UnknownDivision: _("This division is not known"),
    actions.NeedsUnit: _("Say which unit the officer speaks for"),
    actions.WrongDays: _("The last day lies before the first"),
    actions.ReadsTooLittle: _("A post reads the division it acts in, or one above it"),
    actions.BothHands: _(
        "Whoever manages accounts sees no person: this account would do both. Give the post to someone else"
    ),
    actions.NotSameCounty: _("Only a colleague of the same county can stand in"),
    actions.SwitchedOff: _("The account is switched off"),
    actions.NotOwnPost: _("You pass on your own post only, while you work in it"),
    actions.PortalTaken: _("This portal account opens another officer's account already"),
    actions.AlreadyEnded: _("The post has ended already"),
}
REFUSED = tuple(REFUSALS)


def refusal(why: Exception) -> str:
    """Return why it was refused, in words."""
    return str(REFUSALS[type(why)])


def rows_of(posts: Iterable[AtWork]) -> list[dict[str, object]]:
    """Return the posts as a page shows them: the role in words, where it acts and reads, and for whom."""
    posts = list(posts)
    names = get_names(
        {code[:length] for p in posts for code in (p.acts_in, p.reads) for length in (6, 9, 12)}
    )
    return [
        {
            "post": post,
            "role": Role(post.role).label,
            "acts_in": place_in_words(post.acts_in, names) or names.get(post.acts_in[:6], post.acts_in),
            "reads": names.get(post.reads, post.reads) if post.reads != post.acts_in else "",
        }
        for post in posts
    ]
