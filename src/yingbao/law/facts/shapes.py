"""What may stand in a file: strict shapes, and their complaints put at the right line."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording

MISSING = Wording("缺少“{key}”", "“{key}” is missing")
UNKNOWN_KEY = Wording("这里不认识“{key}”", "“{key}” is not known here")
MISFIT = Wording("“{key}”不合要求：{why}", "“{key}” does not fit: {why}")
NOT_A_MAPPING = Wording("这里应为若干“名称: 内容”", "here stands a mapping of names to contents")


class Shape(BaseModel):
    """A shape that takes exactly its own keys and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Named(Shape):
    """A label in both languages."""

    zh: str
    en: str = ""

    @property
    def wording(self) -> Wording:
        """The label; Chinese stands in where no English was written."""
        return Wording(self.zh, self.en or self.zh)


def wording_of(written: Named | str) -> Wording:
    """Return a remark written in both languages, or in one that stands for both."""
    return written.wording if isinstance(written, Named) else Wording(written, written)


S = TypeVar("S", bound=Shape)


def fit(shape: type[S], located: Located, problems: Problems) -> S | None:
    """Return the content in its shape, or None after noting every misfit at its line."""
    if not isinstance(located.value, dict):
        problems.add(located.place, NOT_A_MAPPING)
        return None
    try:
        return shape.model_validate(located.plain)
    except ValidationError as error:
        for detail in error.errors():
            problems.add(*_complaint(detail, located))
        return None


def _complaint(detail: ErrorDetails, located: Located) -> tuple[Place, Wording]:
    path = detail["loc"]
    key = ".".join(str(step) for step in path)
    here = located.find(path)
    if detail["type"] == "missing":
        return here.key_place, MISSING.fill(key=key)
    if detail["type"] == "extra_forbidden":
        return here.key_place, UNKNOWN_KEY.fill(key=key)
    return here.place, MISFIT.fill(key=key, why=detail["msg"])
