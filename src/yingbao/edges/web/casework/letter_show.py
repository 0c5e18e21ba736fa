"""One letter: shown, and taken as PDF or Word file; each taking is written down."""

from dataclasses import asdict
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render

from yingbao.edges.reports.letters import LetterPage, letter_as_pdf, letter_as_word
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import pdf
from yingbao.edges.web.templatetags import written
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.casework.models import Letter
from yingbao.office.casework.queries.letters import get_letter, laid_out
from yingbao.office.register.actions.numbers import note_viewing

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def letter_show(request: OfficerRequest, letter_id: int) -> HttpResponse:
    """Show a letter as it was made."""
    letter = letter_or_404(request.user, letter_id)
    note_viewing(person=letter.person, by=request.user)
    return render(request, "casework/letter_show.html", {"letter": letter, "page": page_of(letter)})


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def letter_take(request: OfficerRequest, letter_id: int, form: str) -> HttpResponse:
    """Set a letter for print, or as a Word file, of the words that were kept."""
    letter = letter_or_404(request.user, letter_id)
    if form not in {"pdf", "docx"}:
        raise Http404
    page = page_of(letter)
    audit.record(
        "casework.letter.taken",
        by=request.user,
        subject=f"letter:{letter.pk}",
        detail={"number": letter.number, "as": form, "persons": [letter.person_id]},
    )
    if form == "pdf":
        return pdf(letter_as_pdf(page), letter.number)
    named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(letter.number)}.docx"}
    return HttpResponse(letter_as_word(page, made_at=letter.made_at), content_type=WORD, headers=named)


def page_of(letter: Letter) -> LetterPage:
    """Return a letter part by part, in the reader's language."""
    language = "zh" if written.in_chinese() else "en"
    return LetterPage(language, **asdict(laid_out(letter, language)))


def letter_or_404(officer: Officer, letter_id: int) -> Letter:
    """Return a visible letter; anything else is not found."""
    letter = get_letter(officer, letter_id)
    if letter is None:
        raise Http404
    return letter
