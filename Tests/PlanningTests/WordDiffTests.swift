import Planning
import Testing
import Timetable

@Suite struct WordDiffTests {
    private func old(_ diff: WordDiff) -> String {
        diff.pieces.map { piece in
            switch piece {
            case .same(let text), .removed(let text): text
            case .added: ""
            }
        }.joined()
    }

    private func new(_ diff: WordDiff) -> String {
        diff.pieces.map { piece in
            switch piece {
            case .same(let text), .added(let text): text
            case .removed: ""
            }
        }.joined()
    }

    @Test func `one changed word is one change`() {
        let diff = WordDiff(from: "Tu pago vence el viernes.", to: "Tu pago vence el lunes.")
        #expect(
            diff.pieces == [.same("Tu pago vence el "), .removed("viernes"), .added("lunes"), .same(".")])
    }

    @Test func `neighbouring words change together`() {
        let diff = WordDiff(from: "ven el lunes 3", to: "ven un martes 3")
        #expect(diff.pieces == [.same("ven "), .removed("el lunes"), .added("un martes"), .same(" 3")])
    }

    @Test(arguments: [("", "Hola"), ("Hola", ""), ("", "")])
    func `empty texts`(before: String, after: String) {
        let diff = WordDiff(from: before, to: after)
        #expect(old(diff) == before)
        #expect(new(diff) == after)
        #expect(diff.isEmpty == (before == after))
    }

    @Test func `points within amounts and addresses end no word`() {
        let diff = WordDiff(from: "son 1.250.000, ya", to: "son 1.350.000, ya")
        #expect(diff.pieces == [.same("son "), .removed("1.250.000"), .added("1.350.000"), .same(", ya")])
    }

    @Test func `applying a difference to the old text gives the new one`() {
        var random = SeededRandom(seed: 7)
        let words = ["hola", "*a*", "{{n}}", " ", "  ", "\n", "\r\n", ".", "é", "e\u{301}", "👨‍👩‍👧", "\t", "1.2"]
        func text() -> String {
            (0..<Int.random(in: 0...40, using: &random)).map { _ in
                words[Int.random(in: 0..<words.count, using: &random)]
            }.joined()
        }
        for _ in 0..<2000 {
            let (before, after) = (text(), text())
            let diff = WordDiff(from: before, to: after)
            // By scalars: Swift holds texts for equal that are written with other bytes.
            #expect(Array(old(diff).unicodeScalars) == Array(before.unicodeScalars))
            #expect(Array(new(diff).unicodeScalars) == Array(after.unicodeScalars))
        }
    }

    @Test func `a text edited in one place keeps all its other words`() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<200 {
            var words = (0..<30).map { "w\($0)" }
            let before = words.joined(separator: " ")
            words[Int.random(in: 0..<30, using: &random)] = "otra"
            let diff = WordDiff(from: before, to: words.joined(separator: " "))
            #expect(diff.pieces.count { if case .removed = $0 { true } else { false } } == 1)
            #expect(diff.pieces.contains(.added("otra")))
        }
    }

    @Test func `very long texts are compared, if coarsely`() {
        let before = (0..<5000).map { "a\($0)" }.joined(separator: " ")
        let after = (0..<5000).map { "b\($0)" }.joined(separator: " ")
        let diff = WordDiff(from: before, to: after)
        #expect(diff.pieces == [.removed(before), .added(after)])
    }
}
