"""What a child may use, and how the kernel is asked to hold it to that."""

from __future__ import annotations

import ctypes
import os
import resource
import socket
from dataclasses import dataclass
from typing import NoReturn

_CLONE_NEWUSER = 0x10000000  # Source: Linux, include/uapi/linux/sched.h
_CLONE_NEWNET = 0x40000000  # ditto


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one child; each has a unit in its name and a reason beside it.

    Thresholds without a source are our choice, measured only against the shared hostile files: none of those needs more.
    """

    memory_mb: int = 1536  # address space, not residence: numpy and lxml alone reserve about 500
    recycle_mb: int = 384  # a child that has ever resided in more is replaced after the job, so that leaks end
    cpu_seconds: int = 30  # per answer, a net below the wall time for a parent that was stopped
    wall_seconds: float = 10.0  # per answer: a parser that says nothing for so long hangs
    total_seconds: float = 600.0  # per job: thousands of slow members must not add up to a night
    answer_mb: int = 16  # one answer; far above any article
    open_files: int = 64  # imports need a few; a descriptor bomb needs thousands


def _lower(kind: int, soft: int) -> None:
    """Set a limit, never above the hard limit we were given; a system that refuses keeps its own."""
    hard = resource.getrlimit(kind)[1]
    value = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        return


class _NoSocket(socket.socket):
    """A socket that cannot be made; still a class, because libraries derive from it."""

    def __init__(self, *_: object, **__: object) -> None:
        raise PermissionError("no network in here")


def _refuse(*_: object, **__: object) -> NoReturn:
    raise PermissionError("no network in here")


def _leave_network() -> None:
    """Move into an empty network namespace where the kernel allows it; without one the refusal in Python must do."""
    socket.socket = _NoSocket  # type: ignore[misc]
    for name in ("getaddrinfo", "gethostbyname", "create_connection", "socketpair", "fromfd"):
        setattr(socket, name, _refuse)
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return
    # Root keeps its capabilities (a private interpreter may need them to read its own files); others need a user namespace.
    if os.geteuid() != 0 or unshare(_CLONE_NEWNET) != 0:
        unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def confine(limits: Limits) -> None:
    """Hold this very process to `limits`, for good. Call it before any heavy import: namespaces need a single thread."""
    _leave_network()
    _lower(resource.RLIMIT_AS, limits.memory_mb * 2**20)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    _lower(resource.RLIMIT_NPROC, 0)


def grant_cpu(seconds: int) -> None:
    """Allow `seconds` of processor time from now on; the kernel counts from the birth of the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def resident_mb() -> int:
    """Return the largest residence of this process so far, in MiB.

    The kernel's own line about this program, where there is one: ru_maxrss begins with the size of the parent (it outlives
    exec), so that a large parent would have every child replaced after each job.
    """
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as lines:  # noqa: PTH123 - pathlib is not loaded here
            for line in lines:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) // 1024
    except (OSError, ValueError, IndexError):
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
