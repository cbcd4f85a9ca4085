"""The manifest of a package: one thing to open, and the files that belong to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree

XML_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True)
class Version:
    """How a version of SCORM names what stands in a manifest."""

    said: str
    package: str
    ours: str
    kind: str  # the attribute that says what can be opened
    sequence: str = ""


VERSIONS = {
    "1.2": Version(
        "1.2",
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "scormtype",
    ),
    "2004": Version(
        "2004 4th Edition",
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.adlnet.org/xsd/adlcp_v1p3",
        "scormType",
        "http://www.imsglobal.org/xsd/imsss",
    ),
}


def manifest(version: str, course: str, title: str, start: str, files: Iterable[str]) -> bytes:
    """Return `imsmanifest.xml` of a package whose files are named as they lie in it."""
    names = VERSIONS[version]
    ElementTree.register_namespace("", names.package)
    ElementTree.register_namespace("adlcp", names.ours)
    if names.sequence:
        ElementTree.register_namespace("imsss", names.sequence)

    def add(
        parent: ElementTree.Element, tag: str, text: str = "", **given: str
    ) -> ElementTree.Element:
        made = ElementTree.SubElement(parent, f"{{{names.package}}}{tag}", given)
        made.text = text or None
        return made

    root = ElementTree.Element(
        f"{{{names.package}}}manifest", {"identifier": f"whosegroup-{course}", "version": "1"}
    )
    about = add(root, "metadata")
    add(about, "schema", "ADL SCORM")
    add(about, "schemaversion", names.said)
    organizations = add(root, "organizations", default="course")
    organization = add(organizations, "organization", identifier="course")
    add(organization, "title", title)
    item = add(organization, "item", identifier="book", identifierref="site", isvisible="true")
    add(item, "title", title)
    if names.sequence:
        # The book says itself how far a reader is; else the platform would take it for done.
        sequence = ElementTree.SubElement(item, f"{{{names.sequence}}}sequencing")
        ElementTree.SubElement(
            sequence,
            f"{{{names.sequence}}}deliveryControls",
            {"completionSetByContent": "true", "objectiveSetByContent": "true"},
        )
    resources = add(root, "resources")
    resource = add(
        resources,
        "resource",
        **{
            "identifier": "site",
            "type": "webcontent",
            f"{{{names.ours}}}{names.kind}": "sco",
            "href": start,
        },
    )
    for file in files:
        add(resource, "file", href=quote(file))
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
