import Diagnostics
import Testing
import YAMLTree

@Suite struct RobustnessTests {
    @Test(arguments: 1...4) func `changed bytes never crash it, and all places lie in the file`(seed: UInt64)
    {
        var generator = SeededGenerator(state: seed)
        let signs =
            Array("*&!{}[]#:-?|>'\"%@`, \t\n\\\r<=~x".utf8) + [0x00, 0x7F, 0x80, 0xC2, 0xE2, 0xF0, 0xFF]
        for _ in 0..<1500 {
            var bytes = Array((Corpus.good.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                let sign = signs[Int.random(in: 0..<signs.count, using: &generator)]
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[at] = sign
                case 4:
                    bytes.insert(contentsOf: Self.invisible.randomElement(using: &generator) ?? [], at: at)
                case 1: bytes.insert(sign, at: at)
                case 2: bytes.remove(at: at)
                default: bytes.removeSubrange(at..<min(bytes.count, at + 20))
                }
                if bytes.isEmpty { bytes = [0x61] }
            }
            check(bytes)
        }
    }

    /// Characters that a warning speaks of: it must never stand in for the error that stopped the reading.
    private static let invisible = ["\u{202E}", "\u{200B}", "\u{00A0}", "\u{2066}"].map { Array($0.utf8) }

    @Test func `a warning on the line of a mistake never hides the mistake`() {
        let load = read(
            """
            campaign: caso
            messages:
              - text: "Hola \u{202E}ance:
              file: audiences
            : "Hola \u{202E}ance:
              phone: celular
            messages:: ["[{{nombre}}]"]

            """)
        #expect(load.document == nil)
        #expect(load.findings.hasErrors, "\(load.marks)")
    }

    private func check(_ bytes: [UInt8]) {
        let load = read(bytes)
        let lines = bytes.count { $0 == 0x0A } + 1
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(load.document != nil || load.findings.hasErrors, "\(text)")
        for finding in load.findings {
            guard let span = finding.place.span else { continue }
            #expect(span.start.line >= 1 && span.start.line <= lines && span.start.column >= 1, "\(text)")
            #expect(span.start < span.end && span.end.line <= lines, "\(finding) \(text)")
        }
        guard let document = load.document else { return }
        walk(document.root)
    }

    private func walk(_ node: YAMLNode) {
        let range = node.byteRange
        #expect(range.upperBound <= node.document.source.bytes.count)
        _ = node.text
        for item in node.items { walk(item) }
        for (key, value) in node.entries {
            #expect(key.kind == .scalar)
            walk(key)
            walk(value)
        }
    }

    @Test func `every beginning of a good file is read without a crash`() {
        for text in Corpus.good {
            let bytes = Array(text.utf8)
            for end in 0..<bytes.count { check(Array(bytes[..<end])) }
        }
    }

    @Test func `every broken text has a finding at a line`() {
        for text in Corpus.broken {
            let load = read(text)
            #expect(load.findings.hasErrors, "\(text)")
            #expect(load.findings.allSatisfy { $0.place.excerpt != nil })
        }
    }
}
