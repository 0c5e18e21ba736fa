"""What is wrong with a file of the law, and where: collected, never raised one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from string import Formatter


@dataclass(frozen=True, order=True)
class Place:
    """A file and where in it; line and column count from one, as editors do."""

    file: Path
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def at(self, column: int, line: int = 1) -> "Place":
        """Return the place of something inside the text that starts here."""
        if line > 1:
            return Place(self.file, self.line + line - 1, column)
        return Place(self.file, self.line, self.column + column - 1)


@dataclass(frozen=True)
class Wording:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def speak(self, language: str) -> str:
        """Return the sentence in the language asked for; Chinese unless English was asked for."""
        return self.en if language.startswith("en") else self.zh

    def fill(self, **values: object) -> "Wording":
        """Return the sentence with its braces filled; a value may itself be a wording."""
        zh = {k: v.zh if isinstance(v, Wording) else v for k, v in values.items()}
        en = {k: v.en if isinstance(v, Wording) else v for k, v in values.items()}
        return Wording(self.zh.format(**zh), self.en.format(**en))


@lru_cache(maxsize=4096)
def blanks(sentence: str) -> tuple[str, ...]:
    """Return the facts a sentence has room for: {certificate_grade}.

    Raises:
        ValueError: its braces do not match.
    """
    return tuple(word for _, word, _, _ in Formatter().parse(sentence) if word is not None)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, at one place, in words that say what to write instead."""

    place: Place
    message: Wording

    def speak(self, language: str) -> str:
        """Return the line to print: file:line:column: sentence."""
        return f"{self.place}: {self.message.speak(language)}"

    def __str__(self) -> str:
        return self.speak("zh")


@dataclass
class Problems:
    """The list that readers and checkers add to while they go on."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, message: Wording) -> None:
        """Note one problem; the same one at the same place only once."""
        problem = Problem(place, message)
        if problem not in self.found:
            self.found.append(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.found, key=lambda problem: problem.place))

    def __len__(self) -> int:
        return len(self.found)


class PackProblems(Exception):
    """The law as written on disk cannot be used; every problem is listed with its place."""

    def __init__(self, problems: Problems) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
