"""The guarded child process in which untrusted bytes are parsed.

The parent names a function ("package.module:function"); the child imports it, calls it with the bytes and JSON-able
arguments, and answers in JSON over a pipe. A child that dies, hangs, eats memory or says too much costs a `Failure`, which
is a value, and the next job gets a fresh child. This room knows no format and no noun: what is parsed is its callers'
business.

Names are looked up on first use: the child lives in this room too, and its parent's side is nothing to it.
"""

from typing import TYPE_CHECKING

from briefing.on_demand import on_demand

if TYPE_CHECKING:
    from briefing.isolate.guard import Answer, Failure, Guard, Reason
    from briefing.isolate.limits import Limits

__all__ = ["Answer", "Failure", "Guard", "Limits", "Reason"]

_HOME = dict.fromkeys(__all__, "briefing.isolate.guard") | {"Limits": "briefing.isolate.limits"}
__getattr__ = on_demand(__name__, _HOME)
