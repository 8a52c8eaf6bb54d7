/// Values that are right somewhere, nearly right, or what YAML is known to change.
enum OddValues {
    static let all: [String] = words + numbers + times + addresses + texts + names + settings

    static let words = [
        "no", "yes", "true", "false", "True", "null", "~", "on", "auto", "none", "free", "tab", ",", ";",
        "day",
        "week", "month", "mon", "lunes", "sun", "Mon", "contacto", "setapp", "form", "query", "multipart",
        "co-2300", "CO", "collection", "marketing", "utility", "phone", "utf-8", "latin1", "group", "ñ",
    ]
    static let numbers = [
        "0", "1", "01", "2", "31", "32", "1000", "1001", "10000", "10001", "1000000", "1000001", "-1", "+1",
        "1.0",
        "1e3", "0x1F", "012", "573001112233", "57300111223", "5730011122334", "583001112233", "00363",
        "123456789012345678", "1234567890123456789", "12345678901234567890", "123456789012345678901", "١٢",
    ]
    static let times = [
        "2026-12-01 09:00", "2026-12-01", "2026-02-29 09:00", "2028-02-29 09:00", "1900-02-29 09:00",
        "2000-02-29 24:00", "2026-12-01 24:01", "2026-04-31 09:00", "0000-01-01 09:00", "2026-12-01T09:00",
        "2026-12-01  09:00", "2026-12-01 9:00", "08:00-18:00", "18:00-08:00", "08:00-08:00", "8:00-18:00",
        "00:00-24:00", "08:00–18:00", "12:30", "400/hour", "0/hour", "100000/hour", "100001/hour", "400/Hour",
        "400/day", "2/week", "1/day", "1000/day", "1001/day", "0/week", "2/month", "5s..60s", "60s..5s", "0s",
        "1d",
        "2d..1d", "86400s", "86401s", "10000000d", "0d", "00d", "2d", "90m", "2 d", "2w", "5s...60s", "5s..",
        "..5s",
        "85 COP", "0.50 USD", "0.505 USD", "85 cop", "85  COP", "85COP", "1000000000 COP", "1000000001 COP",
        ".5 COP",
    ]
    static let addresses = [
        "https://cdn.example.com/promo.png", "http://cdn.example.com/promo.jpg",
        "HTTPS://cdn.example.com/promo.png",
        "https://cdn.example.com/promo.PNG", "https://cdn.example.com/guia.pdf",
        "https://cdn.example.com/guia.pdf?x=1",
        "https://cdn.example.com/gu ia.pdf", "https:///guia.pdf", "https://:80/guia.pdf",
        "https://a@:80/guia.pdf",
        "https://u:p@h.example:80/guia.pdf#x", "https://[::1]/guia.pdf", "https://[]/guia.pdf",
        "http://localhost/x",
        "http://LOCALHOST:8080/m", "http://127.0.0.1:8080/m", "http://127.0.0.1.example.com/m",
        "http://[::1]:8/m",
        "http://localhost.example.com", "http://127.1/m", "ftp://example.com/a.pdf",
        "www.example.com/guia.pdf",
        "https://files.example.com/{{factura}}", "https://files.example.com/{{factura}}.pdf",
        "https://files.example.com/{{ factura }}.pdf", "https://a b/{{factura}}.pdf",
        "https://{{servidor}}/a.png",
        "{{direccion}}", "{{direccion}}.png", "https://{{servidor}}", "https://x.example/?f=.pdf",
        "https://x.example.pdf",
        "https://x.example/a{{b|c.pdf}}", "https://x.example/\\{{a.pdf", "https://x.example/a.b/c",
    ]
    static let texts = [
        "Hola {{nombre}}", "Hola {{ nombre | amigo }}", "Hola {{nombre", "Hola {{}}", "Hola {{ }}",
        "Hola {{|x}}",
        "Hola \\{{nombre", "\\{{{{nombre}}", "{{{nombre}}}", "{{a{b}}", "{{a}b}}", "{{a\nb}}", "{{{{a}}}}",
        "}}", "{",
        "{{nombre}}\\{{", "\\\\{{x}}", "[a]", "a]b", "a\nb", "a\tb", "{{a[b]}}", "{{a|[b]}}", " ", "\n",
        "Hola\n",
        "Únete: {{group_invite_link}}", "{{ group_invite_link | x}}", "\\{{group_invite_link}}",
        "{{group_invite_lin}}",
        "http es {{x}}.png", "httpa.PDF", "HTTP.png", "http\\{{.jpg", "a http://x.png", "http://x.png ",
        String(repeating: "a", count: 1000), String(repeating: "a", count: 1001),
        String(repeating: "ñ", count: 1000), String(repeating: "👋", count: 501),
        String(repeating: "👋", count: 1001), String(repeating: "a", count: 1000) + "{{nombre}}",
        String(repeating: "a", count: 1001) + "{{nombre}}", String(repeating: "a", count: 998) + "\\{{",
        String(repeating: "a", count: 999) + "\\{{", "\u{A0}", "a\u{2003}b.png", "https://x\u{3000}y/z.png",
    ]
    static let names = [
        "ab", "abc", "-abc", "abc-", "a_b", "Abc", "cobro noviembre", "create", "invite", "created", "1",
        "1a", "a1-_",
        "_", "-", "a.pdf", "abcde.pdf", "abcdef.pdf", "tarifas-2026.pdf", "tarifas-2026.PDF",
        "tarifas-2026.pdf.",
        "tarifas-2026.exe", "media/tarifas-2026.pdf", "media/a.pdf", "/etc/passwd", "../a.csv", "👋👋👋👋.pdf",
        "👋👋👋👋👋👋.pdf", "JVBERi0xLjQK", "JVBERi0xLjQ", "JVBE Ri0x\nLjQK", "JVBERi0xLjQK!", "====",
        String(repeating: "a", count: 56) + ".pdf", String(repeating: "a", count: 57) + ".pdf",
        String(repeating: "a", count: 60), String(repeating: "a", count: 61),
    ]
    static let settings = [
        "${NAME}", "${name}", "${1A}", "${A1}", "${}", "$NAME", "${A}b", "a${B}",
        "${\(String(repeating: "A", count: 100))}",
        "${\(String(repeating: "A", count: 101))}", "sqlite:", "sqlite:x", "sqlite:${X}", "SQLITE:x",
        "mysql:x",
        "0b7c5a52-8a5f-4c0e-9d56-3f1f0a1b2c3d", "0B7C5A52-8A5F-4C0E-9D56-3F1F0A1B2C3D",
        "0b7c5a528a5f4c0e9d563f1f0a1b2c3d", "0b7c5a52-8a5f-4c0e-9d56-3f1f0a1b2c3g", "UTC", "America/Bogota",
        "America/Bogotá", "Bogota", "GMT-5", "a/b",
    ]

    static let characters: [Character] = Array("{}|\\[]/:.-_,;#@!?*0159azAZ$%= ñ👋\n\t")
    static let pieces = ["{{", "}}", "\\{{", "{{x}}", "${", "..", "//", ".png", ".pdf", "http", "  ", "[a]"]
}
