"""The one-page price list that promo-navidad sends: a whole PDF 1.4 file without a library."""

TITLE = "Tarifas de Navidad 2026"
LINES = [
    "Plan familiar, 4 personas ................ $ 189.900",
    "Plan pareja .............................. $ 119.900",
    "Plan niños, hasta 12 años ................ $  59.900",
    "Día adicional ............................ $  39.900",
    "",
    "Precios en pesos colombianos, IVA incluido.",
]


def tariff_pdf():
    """The file's bytes. No date and no identifier in it: the same bytes every time."""
    text = [f"BT /F1 22 Tf 72 760 Td ({escaped(TITLE)}) Tj ET", "BT /F2 12 Tf 18 TL 72 715 Td"]
    text += [f"({escaped(line)}) Tj T*" for line in LINES] + ["ET"]
    content = "\n".join(text).encode("cp1252")  # what /WinAnsiEncoding means

    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (es-CO) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    # The bytes above 127 in the comment tell transfer programs that the file is binary (ISO 32000, 7.5.2).
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def escaped(text):
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
