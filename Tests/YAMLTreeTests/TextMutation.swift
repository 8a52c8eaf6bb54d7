/// Changes texts as tired hands and editors do, and as a reader of YAML fears it.
struct TextMutation {
    var generator: SeededGenerator
    /// What the texts are made of; none of them is empty.
    let texts: [[UInt8]]

    private static let signs = Array("*&!{}[]#:-?|>'\"%@`,  \n\n\\<=~x.+0$(".utf8)
    private static let pieces = [
        ": ", " #", " # x\n", "- ", "\n- ", "\n  ", "\n\n", "  \n", "''", "\"\"", "[]", "{}", "[a, b]",
        "{a: 1}",
        "|\n", "|-\n  ", ">\n   ", "|+\n", "k: v\n", "\n# x\n", "#x", "\\n", "\\\"", "{{", "}}", "---\n",
        "\r\n", "é",
        "\u{A0}", "\u{3000}", "😀", "<<: ", "a: b: c",
    ].map { Array($0.utf8) }

    /// One of the texts with one to four changes.
    mutating func next() -> [UInt8] {
        var text = generator.pick(texts)
        for _ in 0...generator.below(4) {
            if text.isEmpty { text = generator.pick(texts) }
            if generator.once(in: 2) { changeBytes(&text) } else { changeLines(&text) }
        }
        return text
    }

    private mutating func changeBytes(_ text: inout [UInt8]) {
        let place = generator.below(text.count)
        switch generator.below(7) {
        case 0: text.remove(at: place)
        case 1: text.insert(generator.pick(TextMutation.signs), at: place)
        case 2: text[place] = generator.pick(TextMutation.signs)
        case 3: text.insert(contentsOf: generator.pick(TextMutation.pieces), at: place)
        case 4: text.removeSubrange(place..<min(text.count, place + 1 + generator.below(20)))
        case 5 where generator.once(in: 4): text.removeSubrange(place...)
        case 5: text.insert(0x20, at: place)
        default: text.swapAt(place, generator.below(text.count))
        }
    }

    private mutating func changeLines(_ text: inout [UInt8]) {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
        let place = generator.below(lines.count)
        let other = generator.below(lines.count)
        switch generator.below(11) {
        case 0: lines.insert(lines[other], at: place)
        case 1: lines.swapAt(place, other)
        case 2: lines.remove(at: place)
        case 3: lines[place] = spaces(generator.below(4)) + lines[place]
        case 4: lines[place] = Array(lines[place].drop { $0 == 0x20 })
        case 5: lines[place].removeFirst(min(generator.below(3), lines[place].prefix { $0 == 0x20 }.count))
        case 6:
            for line in place..<min(lines.count, place + 1 + generator.below(5)) {
                lines[line] = spaces(1 + generator.below(2)) + lines[line]
            }
        case 7: lines[place] += spaces(1 + generator.below(2))
        case 8:
            lines.insert(
                spaces(generator.below(9)) + Array(generator.pick(["", "# x", "#x"]).utf8), at: place)
        case 9:
            for line in lines.indices.dropLast() where lines[line].last != 0x0D { lines[line].append(0x0D) }
        default:
            let joined = generator.pick(texts).split(separator: 0x0A, omittingEmptySubsequences: false)
            lines.insert(
                contentsOf: joined.dropFirst(generator.below(joined.count)).map { Array($0) }, at: place)
        }
        text = Array(lines.joined(separator: [0x0A]))
    }

    private func spaces(_ count: Int) -> [UInt8] { Array(repeating: 0x20, count: count) }
}
