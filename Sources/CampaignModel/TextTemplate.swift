/// A text with `{{column}}` placeholders, as a marketer writes it.
///
/// Spaces inside the braces do not count, `{{column|default}}` gives a text for empty values, and `\{{` is a
/// literal `{{` (format.md).
package struct TextTemplate: Sendable, Hashable {
    package enum Segment: Sendable, Hashable {
        case literal(String)
        case placeholder(Placeholder)
    }

    package struct Placeholder: Sendable, Hashable {
        /// The column's name, exactly as in the audience's header.
        package var column: String
        /// What stands in for an empty value; nil: an empty value excludes the recipient.
        package var fallback: String?

        package init(column: String, fallback: String? = nil) {
            self.column = column
            self.fallback = fallback
        }
    }

    package var segments: [Segment]

    package init(segments: [Segment]) { self.segments = segments }

    /// A text without placeholders.
    package init(literal text: String) { segments = [.literal(text)] }

    package var placeholders: [Placeholder] {
        segments.compactMap { if case .placeholder(let placeholder) = $0 { placeholder } else { nil } }
    }

    /// The whole text where nothing has to be filled in, else nil.
    package var literal: String? {
        var result = ""
        for segment in segments {
            guard case .literal(let text) = segment else { return nil }
            result += text
        }
        return result
    }
}

extension TextTemplate {
    package enum Mistake: Error, Hashable, Sendable {
        /// `{{` without a `}}` after it; the number counts the `{{` of the text from 0.
        case unclosed(Int)
        /// `{{}}`, or braces with nothing but spaces.
        case emptyName(Int)
    }

    /// Splits a text at its placeholders.
    package static func parse(_ text: String) throws(Mistake) -> TextTemplate {
        guard text.utf8.contains(0x7B) else { return TextTemplate(literal: text) }
        var segments: [Segment] = []
        var literal: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        var opened = 0
        while index < bytes.count {
            let byte = bytes[index]
            let opens =
                byte == 0x7B && index + 1 < bytes.count && bytes[index + 1] == 0x7B
            if byte == 0x5C, index + 2 < bytes.count, bytes[index + 1] == 0x7B, bytes[index + 2] == 0x7B {
                literal += [0x7B, 0x7B]
                index += 3
                opened += 1
            } else if opens {
                guard let close = closing(of: bytes, from: index + 2) else { throw .unclosed(opened) }
                let inside = String(decoding: bytes[(index + 2)..<close], as: UTF8.self)
                let parts = inside.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
                let column = trimmed(parts[0])
                guard !column.isEmpty else { throw .emptyName(opened) }
                if !literal.isEmpty {
                    segments.append(.literal(String(decoding: literal, as: UTF8.self)))
                    literal.removeAll(keepingCapacity: true)
                }
                let fallback = parts.count > 1 ? trimmed(parts[1]) : nil
                segments.append(.placeholder(Placeholder(column: column, fallback: fallback)))
                index = close + 2
                opened += 1
            } else {
                literal.append(byte)
                index += 1
            }
        }
        if !literal.isEmpty || segments.isEmpty {
            segments.append(.literal(String(decoding: literal, as: UTF8.self)))
        }
        return TextTemplate(segments: segments)
    }

    /// The index of the next `}}`, not crossing another `{{` or a line break.
    private static func closing(of bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            switch (bytes[index], bytes[index + 1]) {
            case (0x7D, 0x7D): return index
            case (0x7B, 0x7B), (0x0A, _): return nil
            default: index += 1
            }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
