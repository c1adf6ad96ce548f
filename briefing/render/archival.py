"""What a PDF/A says of itself so that readers for the blind know it for a PDF/UA as well. Knows the rule, lays out nothing.

PDF/A admits no property that it does not know unless the file describes it; WeasyPrint 70 writes the mark of one variant
only. Nobody here can say that a file conforms: that takes a validator.
"""

from __future__ import annotations

from typing import Any

_NAMESPACE = "http://www.aiim.org/pdfua/ns/id/"
_PROPERTY = (
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of PDF/UA that the file follows</pdfaProperty:description></rdf:li>"
)
# Source: ISO 14289-1, 5 (identification), and ISO 19005-3:2012, 6.6.2.3 (extension schemas).
_MARK = (
    f'<rdf:Description rdf:about="" xmlns:pdfuaid="{_NAMESPACE}" pdfuaid:part="1"/>'
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    f"<pdfaSchema:property><rdf:Seq>{_PROPERTY}</rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"
).encode()


def mark_as_tagged(pdf: Any) -> None:  # noqa: ANN401 - the library ships no types
    """Add the mark of PDF/UA-1 to a finished PDF that has none; leave one that has it alone."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    if not any(_NAMESPACE.encode() in part for part in metadata.stream):
        metadata.stream = [part.replace(b"</rdf:RDF>", _MARK) for part in metadata.stream]
