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
        var text = text
        let split: Result<TextTemplate, Mistake>? = text.withUTF8 { bytes in
            bytes.contains(0x7B) ? parse(bytes) : nil
        }
        return try split?.get() ?? TextTemplate(literal: text)
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<TextTemplate, Mistake> {
        var segments: [Segment] = []
        var literal = ""
        // What has not been taken into the literal yet begins here.
        var start = 0
        var index = 0
        var opened = 0
        while let brace = bytes[index...].firstIndex(of: 0x7B), brace + 1 < bytes.count {
            index = brace
            guard bytes[index + 1] == 0x7B else {
                index += 1
                continue
            }
            if index > start, bytes[index - 1] == 0x5C {
                // The literal loses its backslash and keeps the braces.
                literal += string(bytes, start..<index - 1)
                start = index
                index += 2
                opened += 1
                continue
            }
            guard let close = closing(of: bytes, from: index + 2) else { return .failure(.unclosed(opened)) }
            let bar = bytes[(index + 2)..<close].firstIndex(of: 0x7C)
            let column = trimmed(bytes, (index + 2)..<(bar ?? close))
            guard !column.isEmpty else { return .failure(.emptyName(opened)) }
            literal += string(bytes, start..<index)
            if !literal.isEmpty {
                segments.append(.literal(literal))
                literal = ""
            }
            let fallback = bar.map { trimmed(bytes, ($0 + 1)..<close) }
            segments.append(.placeholder(Placeholder(column: column, fallback: fallback)))
            index = close + 2
            start = index
            opened += 1
        }
        literal += string(bytes, start..<bytes.count)
        if !literal.isEmpty || segments.isEmpty { segments.append(.literal(literal)) }
        return .success(TextTemplate(segments: segments))
    }

    /// The index of the next `}}`, not crossing another `{{` or a line break.
    private static func closing(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
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

    private static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        var range = range
        while let first = range.first, bytes[first] == 0x20 { range = (first + 1)..<range.upperBound }
        while let last = range.last, bytes[last] == 0x20 { range = range.lowerBound..<last }
        return string(bytes, range)
    }
}
