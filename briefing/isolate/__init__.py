"""The guarded child process in which untrusted bytes are parsed.

The parent names a function ("package.module:function"); the child imports it, calls it with the bytes and JSON-able
arguments, and answers in JSON over a pipe. A child that dies, hangs, eats memory or says too much costs a `Failure`, which
is a value, and the next job gets a fresh child. This room knows no format and no noun: what is parsed is its callers'
business.
"""

from briefing.isolate.guard import Answer, Failure, Guard, Reason
from briefing.isolate.limits import Limits

__all__ = ["Answer", "Failure", "Guard", "Limits", "Reason"]
