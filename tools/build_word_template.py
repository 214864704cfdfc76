# SPDX-License-Identifier: EUPL-1.2
"""Builds isopolity/documents/files/report.docx, the Word template of a review's report. Run it after changing it."""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

TARGET = Path(__file__).resolve().parents[1] / "isopolity" / "documents" / "files" / "report.docx"
WINE, INK, SOFT = RGBColor(0x6B, 0x1D, 0x4A), RGBColor(0x23, 0x20, 0x1C), RGBColor(0x5C, 0x55, 0x4B)


def styles(document: Any) -> None:
    """Our look in Word's own styles, so that a project changes them in one place."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Calibri", Pt(11), INK
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.25
    for name, size, colour, before in (
        ("Title", 30, INK, 140), ("Heading 1", 20, WINE, 24), ("Heading 2", 13, INK, 14), ("Heading 3", 11, INK, 10),
    ):  # fmt: skip
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Cambria" if size > 12 else "Calibri", Pt(size), colour
        style.font.bold = True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        style.paragraph_format.keep_with_next = True
        fonts = style.element.rPr.rFonts
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            if fonts.get(qn(key)) is not None:
                del fonts.attrib[qn(key)]
    title = document.styles["Title"].element.pPr
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    note = document.styles["Intense Quote"]
    note.font.italic, note.font.color.rgb = False, INK
    caption = document.styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(10), SOFT


def field(paragraph: Any, code: str) -> None:
    """A field such as PAGE or a table of contents, filled in by Word."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)


def cover(document: Any) -> None:
    document.add_paragraph("{{ kind }}", style="Subtitle")
    document.add_paragraph("{{ title }}", style="Title")
    for line in ("{{ benchmark }}", "{{ project }}", "{{ visit }}", "{{ peers }}", "{{ published }}"):
        document.add_paragraph(line)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    field(document.add_paragraph(), 'TOC \\o "1-2" \\h \\z \\u')
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def loop(document: Any, what: str, *lines: tuple[str, str]) -> None:
    """Paragraphs repeated: the tags stand on lines of their own, which disappear."""
    document.add_paragraph("{%p for " + what + " %}")
    for text, style in lines:
        document.add_paragraph(text, style=style or None)
    document.add_paragraph("{%p endfor %}")


def when(document: Any, what: str) -> None:
    document.add_paragraph("{%p if " + what + " %}")


def end(document: Any) -> None:
    document.add_paragraph("{%p endif %}")


def text(document: Any) -> None:
    when(document, "headlines")
    document.add_paragraph("{{ words.headlines }}", style="Heading 1")
    loop(document, "one in headlines", ("{{ one.balance }}", "Caption"), ("{{ one.text }}", "Intense Quote"))
    end(document)
    document.add_paragraph("{%p for part in parts %}")
    document.add_paragraph("{{ part.title }}", style="Heading 1")
    loop(document, "paragraph in part.paragraphs", ("{{ paragraph.text }}", ""), ("{{ paragraph.codes }}", "Caption"))
    document.add_paragraph("{%p endfor %}")


def advice(document: Any) -> None:
    when(document, "advice")
    document.add_paragraph("{{ words.advice }}", style="Heading 1")
    document.add_paragraph("{%p for one in advice %}")
    document.add_paragraph("{{ one.title }}", style="Heading 2")
    document.add_paragraph("{{ one.text }}")
    document.add_paragraph("{{ one.to }}", style="Caption")
    when(document, "one.answer")
    document.add_paragraph("{{ one.answer }}", style="Intense Quote")
    end(document)
    loop(document, "promise in one.commitments", ("{{ promise }}", "List Bullet"))
    document.add_paragraph("{%p endfor %}")
    end(document)


def judgement(document: Any) -> None:
    document.add_paragraph("{{ words.judgement }}", style="Heading 1")
    loop(document, "chart in charts", ("{{ chart.title }}", "Heading 3"), ("{{ chart.picture }}", ""))
    document.add_paragraph("{{ words.by_item }}", style="Heading 1")
    document.add_paragraph("{%p for pillar in pillars %}")
    document.add_paragraph("{{ pillar.name }}", style="Heading 2")
    table = document.add_table(rows=4, cols=4, style="Light List")
    head = ("{{ words.item }}", "{{ words.measured }}", "{{ city }}", "{{ words.team }}")
    row = ("{{ row.code }}", "{{ row.title }}", "{{ row.city }}", "{{ row.team }}")
    for number, (one, other) in enumerate(zip(head, row, strict=True)):
        table.cell(0, number).text, table.cell(2, number).text = one, other
    table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for row in pillar.rows %}", "{%tr endfor %}"
    for number, width in enumerate((Cm(2.2), Cm(8.6), Cm(2.9), Cm(2.9))):
        for line in table.rows:
            line.cells[number].width = width
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    document.add_paragraph("{%p endfor %}")


def sources(document: Any) -> None:
    for name in ("overridden", "left_out"):
        when(document, name)
        document.add_paragraph("{{ words." + name + " }}", style="Heading 1")
        loop(document, f"one in {name}", ("{{ one.item }}", "Heading 3"), ("{{ one.reason }}", ""))
        end(document)
    document.add_paragraph("{{ words.heard }}", style="Heading 1")
    document.add_paragraph("{{ heard }}")
    loop(document, "one in sources", ("{{ one }}", "List Bullet"))


def main() -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    styles(document)
    footer = section.footer.paragraphs[0]
    footer.add_run("{{ title }}  ·  ")
    field(footer, "PAGE")
    for part in (cover, text, advice, judgement, sources):
        part(document)
    document.core_properties.title, document.core_properties.author = "Report", "Isopolity"
    TARGET.parent.mkdir(exist_ok=True)
    document.save(str(TARGET))
    print(TARGET)


if __name__ == "__main__":
    main()
