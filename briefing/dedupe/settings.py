"""The thresholds of folding."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DedupeSettings:
    """Thresholds of folding; shares of words lie in [0, 1].

    `contained`: of all words, and of those outside quotation marks; with `begins` of the first `lede` words covered as well.
    On copies/dev.tsv copies that are no whole reprints have .71 and more of the latter, reports that print the same speech,
    interview or transcript .69 and less; templates and standing passages lack the beginning. From `whole` on the beginning
    may be another, and half as much is asked of the words outside quotation marks: a document that two outlets print is .84
    of them. `near`: both ways, above it a copy is the whole report.
    From `replaced` on, where `facts` of the words that an editor put in are names and figures, it is a form filled in anew, and
    no copy: edited copies there have up to a half. `part`: of an article that joins two reports, what each gives at least. `edited`: from it two texts with one address are
    versions of a page. `sample`: one shingle in so many proposes candidates, and `proposes` is the share of the sample that
    must be common to look closer: two copies with every twentieth word replaced keep half of it. The likeliest `looked_at` are read. `crowd`: a shingle in more articles than this proposes none. `shortest`:
    words an article needs to be judged by more than identity.
    """

    contained: float = 0.7
    near: float = 0.8
    whole: float = 0.85
    begins: float = 0.2
    replaced: float = 0.025
    facts: float = 0.6
    part: float = 0.2
    edited: float = 0.3
    lede: int = 60
    sample: int = 4
    proposes: float = 0.35
    looked_at: int = 4
    crowd: int = 60
    shortest: int = 30
