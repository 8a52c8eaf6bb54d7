import CampaignLoading
import CampaignModel
import Testing

/// What a pull writes, the loader reads back; what it does not have to touch, it does not touch.
@Suite struct TemplateLockUpdateTests {
    private static let pulledAt = Instant(milliseconds: 1_795_201_380_000)  // 2026-11-20T14:03:00-05:00
    private static let bogota = -5 * 3600

    private static func template(_ name: String, body: String? = "Hola {{1}}.") -> LockedTemplate {
        LockedTemplate(
            name: name, status: .approved, category: .utility, language: "es", variables: 1, body: body)
    }

    private static func pull(
        _ templates: [String: LockedTemplate], over old: String?, line: String = "cartera",
        known: [String] = ["cartera", "promo"], at instant: Instant = pulledAt
    ) throws -> String {
        try TemplateLockUpdate(
            pulled: [.init(name: line, now: .init(pulled: instant, templates: templates))], known: known,
            utcOffset: bogota
        ).text(from: old.map { Array($0.utf8) })
    }

    @Test func `a first pull writes the file of the format's page`() throws {
        let text = try Self.pull(
            [
                "1042": LockedTemplate(
                    name: "recordatorio_pago", status: .approved, category: .utility, language: "es",
                    variables: 3, header: .media(.document),
                    body: "Hola {{1}}, tu saldo es {{2}} y vence el {{3}}."),
                "7": LockedTemplate(
                    name: "no", status: .other("en cola"), category: .unknown, variables: 0,
                    header: .unknown),
            ], over: nil)
        #expect(
            text == #"""
                # What the gateways say of their templates. Written by `pregon templates pull`.
                version: 1
                lines:
                  cartera:
                    pulled: 2026-11-20T14:03:00-05:00
                    templates:
                      "7": {name: "no", status: "en cola", category: unknown, variables: 0, media: unknown}
                      "1042": {name: recordatorio_pago, status: approved, category: utility, language: es, variables: 3, media: document,
                               body: "Hola {{1}}, tu saldo es {{2}} y vence el {{3}}."}

                """#)
    }

    private static let written = #"""
        # Mi archivo
        version: 1   # versión

        lines:
          # la otra línea
          promo:
            pulled: 2026-01-02T03:04:05Z   # hace tiempo
            templates: {"9": {name: nueve, status: pending, category: marketing, variables: 0}}   # nueve
          cartera:
            pulled: 2026-01-01T00:00:00-05:00
            templates:
              # la primera
              "10":   {name: diez, status: approved, category: utility, language: es, variables: 1, body: "Hola {{1}}."}  # diez
              "20":
                name: veinte   # su nombre
                status: approved
                category: utility
                language: es
                variables: 1
                body: "Hola {{1}}."
              # la última
              "30": {name: treinta, status: approved, category: utility, language: es, variables: 1,
                     body: "Hola {{1}}."}   # treinta
        # fin

        """#

    private static let unchanged = [
        "10": template("diez"), "20": template("veinte"), "30": template("treinta"),
    ]

    @Test func `where nothing has changed, not a byte does`() throws {
        #expect(try Self.pull(Self.unchanged, over: Self.written) == Self.written)
        // Without a line break at the end, and with Windows' line breaks.
        let cut = String(Self.written.dropLast(7))
        #expect(try Self.pull(Self.unchanged, over: cut) == cut)
        let windows = Self.written.replacing("\n", with: "\r\n")
        #expect(try Self.pull(Self.unchanged, over: windows) == windows)
    }

    @Test func `only the lines of what has changed differ, and every comment stays`() throws {
        var now = Self.unchanged
        now["20"] = Self.template("veintiuno")
        now["30"] = nil
        now["15"] = Self.template("quince")
        now["9"] = Self.template("nueve")
        let text = try Self.pull(now, over: Self.written)
        #expect(
            text == #"""
                # Mi archivo
                version: 1   # versión

                lines:
                  # la otra línea
                  promo:
                    pulled: 2026-01-02T03:04:05Z   # hace tiempo
                    templates: {"9": {name: nueve, status: pending, category: marketing, variables: 0}}   # nueve
                  cartera:
                    pulled: 2026-11-20T14:03:00-05:00
                    templates:
                      # la primera
                      "9": {name: nueve, status: approved, category: utility, language: es, variables: 1,
                            body: "Hola {{1}}."}
                      "10":   {name: diez, status: approved, category: utility, language: es, variables: 1, body: "Hola {{1}}."}  # diez
                      "15": {name: quince, status: approved, category: utility, language: es, variables: 1,
                             body: "Hola {{1}}."}
                      # su nombre
                      "20": {name: veintiuno, status: approved, category: utility, language: es, variables: 1,
                             body: "Hola {{1}}."}
                      # la última
                      # treinta
                # fin

                """#)
    }

    @Test func `a line that pregon.yaml no longer has goes, a new one comes last`() throws {
        let text = try Self.pull(
            ["1": Self.template("uno")], over: Self.written, line: "nueva", known: ["cartera", "nueva"])
        let lock = try #require(TemplateLock(text: Array(text.utf8)))
        #expect(Set(lock.lines.keys) == ["cartera", "nueva"])
        #expect(lock.lines["cartera"]?.templates == Self.unchanged)
        #expect(text.contains("# nueve\n") && text.contains("# hace tiempo\n"))
    }

    @Test func `an unreadable file is written anew, but only by a pull of every line`() throws {
        let broken = "# Mío\nversion: 1\n<<<<<<< HEAD\nlines: {}\n"
        #expect(throws: TemplateLockUpdate.Mistake.unreadableAndIncomplete(missing: ["promo"])) {
            try Self.pull(Self.unchanged, over: broken)
        }
        let text = try Self.pull(Self.unchanged, over: broken, known: ["cartera"])
        #expect(text.hasPrefix("# Mío\nversion: 1\n"))
        #expect(TemplateLock(text: Array(text.utf8))?.lines["cartera"]?.templates == Self.unchanged)
    }

    /// Random files, pulled over one another.
    @Test(arguments: 0..<300)
    func `what is written is read back, other lines keep their bytes, and no comment is lost`(seed: UInt64)
        throws
    {
        var random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
        var text: String? = nil
        for step in 0..<4 {
            let line = ["cartera", "promo"][Int.random(in: 0...1, using: &random)]
            let templates = Self.templates(&random)
            let at = Instant(milliseconds: Self.pulledAt.milliseconds + Int64(step) * 86_400_000)
            let before = text.flatMap { TemplateLock(text: Array($0.utf8)) }
            if let text { try #require(before != nil, "\(text)") }
            let new = try Self.pull(templates, over: text, line: line, at: at)
            let lock = try #require(TemplateLock(text: Array(new.utf8)), "\(new)")
            #expect(lock.lines[line]?.templates == templates)
            for (name, other) in before?.lines ?? [:] where name != line {
                #expect(lock.lines[name] == other)
            }
            let comments = (text ?? "").matches(of: /# c[0-9]+/).map { String($0.0) }
            #expect(comments.allSatisfy { new.contains($0) }, "\(text ?? "")\n→\n\(new)")
            #expect(try Self.pull(templates, over: new, line: line, at: at.advanced(seconds: 60)) == new)
            text = Self.remarked(new, &random)
        }
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let texts = [
        "Hola {{1}}", "línea\notra", "\t\"comillas\" \\ {{1}}", "😀 # no es comentario", ": - [a] {b}", "'",
        " con espacios ",
        "yes", "1e3", "\u{202E}vuelta", "a\u{A0}b", "*negrita* _x_", "&ancla !etiqueta", "\n\nfin\n",
        "e\u{301}", "%",
    ]

    private static func templates(_ random: inout Generator) -> [String: LockedTemplate] {
        var result: [String: LockedTemplate] = [:]
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let headers: [LockedTemplate.Header] = [.none, .unknown, .media(.image), .media(.document)]
            let statuses: [LockedTemplate.Status] = [
                .approved, .paused, .other("EN REVISIÓN: 2"), .other("no"),
            ]
            let number =
                ["1", "02", "2", "1042", "99999999999999999999"].randomElement(using: &random) ?? "1"
            let name =
                (texts.filter { !$0.contains("\n") && !$0.contains("\t") } + ["aviso_1"])
                .randomElement(using: &random) ?? "a"
            result[number] = LockedTemplate(
                name: name.trimmingPrefix(" ").split(separator: " ").joined(separator: " "),
                status: statuses.randomElement(using: &random) ?? .approved,
                category: LockedTemplate.Category.allCases.randomElement(using: &random) ?? .unknown,
                language: ["es", "no", "es_CO", nil].randomElement(using: &random) ?? nil,
                variables: Int.random(in: 1...9, using: &random),
                header: headers.randomElement(using: &random) ?? .none,
                body: (texts.map(Optional.init) + [nil]).randomElement(using: &random) ?? nil)
        }
        return result
    }

    /// The text with comments behind some of its lines and between them.
    private static func remarked(_ text: String, _ random: inout Generator) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let mark = "# c\(Int.random(in: 0...999_999, using: &random))"
            switch Int.random(in: 0...3, using: &random) {
            case 0 where !line.isEmpty: return "\(line)  \(mark)"
            case 1: return "\(line.prefix { $0 == " " })\(mark)\n\(line)"
            default: return String(line)
            }
        }.joined(separator: "\n")
    }
}
