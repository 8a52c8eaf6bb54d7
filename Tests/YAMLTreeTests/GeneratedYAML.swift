/// Writes random YAML of the kinds that the direct scanner knows, with texts of a nasty alphabet: mostly
/// good, sometimes broken.
struct GeneratedYAML {
    var generator: SeededGenerator
    private var text = ""
    private var keys = 0
    /// How each key differs from the others: duplicates are left to chance.
    private var breaksLine = "\n"

    init(generator: SeededGenerator) { self.generator = generator }

    mutating func next() -> [UInt8] {
        text = ""
        keys = 0
        breaksLine = generator.once(in: 6) ? "\r\n" : "\n"
        remarks()
        mapping(indent: generator.once(in: 8) ? 2 : 0, depth: 0, isInline: false)
        if generator.once(in: 6) { while text.hasSuffix("\n") { text.removeLast() } }
        return Array(text.utf8)
    }

    private mutating func mapping(indent: Int, depth: Int, isInline: Bool) {
        for entry in 0...generator.below(4) {
            if entry > 0 || !isInline { text += spaces(indent) }
            text += key() + (generator.once(in: 12) ? " :" : ":")
            child(indent: indent, depth: depth, isItem: false)
        }
    }

    private mutating func sequence(indent: Int, depth: Int, isInline: Bool) {
        for item in 0...generator.below(4) {
            if item > 0 || !isInline { text += spaces(indent) }
            text += "-"
            child(indent: indent, depth: depth, isItem: true)
        }
    }

    /// What stands after a `:` or `-`, and the end of its line.
    private mutating func child(indent: Int, depth: Int, isItem: Bool) {
        let mayNest = depth < 4
        let inner = indent + 1 + generator.below(3)
        switch generator.below(12) {
        case 0 where mayNest:
            endLine()
            mapping(indent: inner, depth: depth + 1, isInline: false)
        case 1 where mayNest:
            endLine()
            let column = !isItem && generator.once(in: 2) ? indent : inner
            sequence(indent: column, depth: depth + 1, isInline: false)
        case 2 where mayNest, 3 where mayNest && isItem:
            let gap = 1 + (generator.once(in: 4) ? 2 : 0)
            text += spaces(gap)
            if generator.once(in: 4) {
                sequence(indent: indent + 1 + gap, depth: depth + 1, isInline: true)
            } else {
                mapping(indent: indent + 1 + gap, depth: depth + 1, isInline: true)
            }
        case 6: blockText(indent: indent)
        case 7:
            text += " "
            flow(depth: depth + 1)
            endLine()
        case 8: endLine()
        case 9:
            endLine()
            text += spaces(inner) + scalar(isFlow: false)
            endLine()
        default:
            text += " " + scalar(isFlow: false)
            endLine()
        }
    }

    private mutating func flow(depth: Int) {
        let isMapping = generator.once(in: 2)
        text += isMapping ? "{" : "["
        let count = generator.below(4)
        for entry in 0..<count {
            gap()
            if isMapping { text += key() + ": " }
            if generator.once(in: 4), depth < 6 {
                flow(depth: depth + 1)
            } else {
                text += scalar(isFlow: true)
            }
            gap()
            if entry < count - 1 || generator.once(in: 5) { text += "," }
        }
        gap()
        text += isMapping ? "}" : "]"
    }

    private mutating func gap() {
        switch generator.below(10) {
        case 0: text += breaksLine + spaces(generator.below(5))
        case 1: text += " # x" + breaksLine + spaces(generator.below(5))
        case 2...5: text += " "
        default: break
        }
    }

    private mutating func blockText(indent: Int) {
        text += " " + generator.pick(["|", "|", "|-", ">", ">-", "|+", ">+", "|2"])
        text += generator.pick(["", "", " ", " # x", "#x"]) + breaksLine
        let column = indent + 1 + generator.below(3)
        for _ in 0..<generator.below(6) {
            switch generator.below(6) {
            case 0: text += spaces(generator.below(column + 2))
            case 1: text += spaces(column + generator.below(3)) + words()
            case 2: text += spaces(column) + generator.pick(["# x", "- y", "a: b", "'", "{{z}}"])
            default: text += spaces(column) + words()
            }
            text += breaksLine
        }
    }

    private mutating func endLine() {
        switch generator.below(12) {
        case 0: text += " # x"
        case 1: text += "  "
        case 2 where generator.once(in: 4): text += " #x"
        default: break
        }
        text += breaksLine
        if generator.once(in: 6) { remarks() }
    }

    private mutating func remarks() {
        for _ in 0..<generator.below(3) {
            text += spaces(generator.below(5)) + generator.pick(["", "", "# x", "# a: b", "#"]) + breaksLine
        }
    }

    private mutating func key() -> String {
        keys += 1
        let name = generator.once(in: 40) ? "k" : "k\(keys)"
        switch generator.below(12) {
        case 0: return "\"\(name)\""
        case 1: return "'\(name)'"
        case 2: return name + generator.pick([" a", "-a", "#", ":b", "é", "{", "'"])
        default: return name
        }
    }

    private mutating func scalar(isFlow: Bool) -> String {
        switch generator.below(8) {
        case 0: return "\"" + words().filter { $0 != "\"" && $0 != "\\" } + "\""
        case 1: return "\"" + words() + generator.pick(["\\n", "\\\"", "\\\\", "\\t", "\\x41", "\\ "]) + "\""
        case 2: return "'" + words().split(separator: "'").joined(separator: "''") + "'"
        case 3: return words()
        default: return words().filter { !":#,[]{}&*!|>'\"%@`?-<.=\\".contains($0) } + "z"
        }
    }

    private mutating func words() -> String {
        let pieces = [
            "a", "b", "word", "ñ", "😀", "1", "-", ":", ": ", "#", " #", "'", "\"", ",", "[", "]", "{", "}",
            "?", "|",
            ">", "%", "@", "`", "&", "*", "!", "\\", "/", ".", "=", "~", "$", "(", "<", "://", "{{x}}",
        ]
        let count = generator.below(5)
        return (0..<count).map { _ in
            generator.once(in: 3) ? generator.pick(pieces) : generator.pick(["a", "b ", "c"])
        }
        .joined()
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
