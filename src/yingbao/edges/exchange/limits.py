"""What the child process may use. A hostile file ends the child, never the one who asked."""

import resource

MEBIBYTE = 1024 * 1024
MEMORY = 448 * MEBIBYTE
ADDRESS_SPACE = 1536 * MEBIBYTE
OPEN_FILES = 64
CPU_BASE_SECONDS = 10
CPU_SECONDS_PER_MEBIBYTE = 1.0


def limit_child(mebibytes: float) -> None:
    """Limit memory, processor time, and writing (none at all), for good."""
    seconds = int(CPU_BASE_SECONDS + CPU_SECONDS_PER_MEBIBYTE * mebibytes)
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
