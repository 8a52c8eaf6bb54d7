import Diagnostics
import Foundation

/// A comment of a YAML file, and the lines it speaks of.
package struct YAMLComment: Sendable {
    /// What stands after the `#`, without the spaces around it.
    package var text: String
    package var place: SourcePlace
    /// The line on which it stands, or for a comment on a line of its own the next line that is no such comment;
    /// further lines where a text goes on that begins there. Empty where a blank line or nothing follows.
    package var subject: Range<Int>
    /// Whether nothing else stands in its line.
    fileprivate(set) var isAlone = true
}

extension YAMLDocument {
    /// The comments that begin with a word, in the order of the file.
    ///
    /// A file without such a comment costs one search of its bytes. A `#` inside a text is no comment.
    package func comments(beginningWith word: StaticString) -> [YAMLComment] {
        let signs = signs(before: word)
        guard !signs.isEmpty else { return [] }
        let texts = nodes.filter { $0.isScalar && $0.start < $0.end }.map { CommentFreeText($0, in: source) }
        var lines = CommentLines(source)
        var found: [YAMLComment] = []
        var seen = -1
        for sign in signs {
            // Further signs of one line stand in the first one's comment, or in a text.
            guard sign >= seen, !isInside(sign, texts) else { continue }
            let line = lines.line(at: sign)
            seen = line.end
            guard !(line.start..<sign).contains(where: { source.bytes[$0] == 0x23 && !isInside($0, texts) })
            else { continue }
            found.append(comment(at: sign, in: line, texts: texts))
        }
        lines.subjects(of: &found) { self.lastLine(ofTextsBeginningOn: $0, texts) }
        return found
    }

    /// Where a `#` stands with the word behind it.
    private func signs(before word: StaticString) -> [Int] {
        let wanted = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        return source.bytes.withUnsafeBufferPointer { bytes in
            var found: [Int] = []
            guard let base = bytes.baseAddress else { return found }
            var from = 0
            while from < bytes.count, let hit = memchr(base + from, 0x23, bytes.count - from) {
                let sign = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
                let text = bytes[(sign + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
                if text.starts(with: wanted) { found.append(sign) }
                from = sign + 1
            }
            return found
        }
    }

    /// The comment at a `#`; its subject is its own line, until the lines below have been looked at.
    private func comment(at sign: Int, in line: CommentLines.Line, texts: [CommentFreeText]) -> YAMLComment {
        let bytes = source.bytes
        let text = String(decoding: bytes[(sign + 1)..<line.end], as: UTF8.self)
        let end = line.end > sign && bytes[line.end - 1] == 0x0D ? line.end - 1 : line.end
        let column = source.column(of: sign, from: line.start)
        let span = SourceSpan(
            start: SourcePosition(line: line.number, column: column),
            end: SourcePosition(line: line.number, column: source.column(of: end, from: line.start)))
        return YAMLComment(
            text: text.trimmingCharacters(in: .whitespaces.union(.newlines)),
            place: source.place(span, excerptAround: sign), subject: line.number..<line.number + 1,
            isAlone: bytes[line.start..<sign].allSatisfy { $0 == 0x20 || $0 == 0x09 })
    }

    private func isInside(_ offset: Int, _ texts: [CommentFreeText]) -> Bool {
        var low = 0
        var high = texts.count
        while low < high {
            let middle = low + (high - low) / 2
            if texts[middle].bytes.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low < texts.count && texts[low].bytes.contains(offset)
    }

    private func lastLine(ofTextsBeginningOn line: Int, _ texts: [CommentFreeText]) -> Int {
        var low = 0
        var high = texts.count
        while low < high {
            let middle = low + (high - low) / 2
            if texts[middle].line < line { low = middle + 1 } else { high = middle }
        }
        return texts[low...].prefix { $0.line == line }.map { $0.lastLine(in: source) }.max() ?? line
    }
}

/// The bytes of a scalar in which a `#` begins no comment.
private struct CommentFreeText {
    let bytes: Range<Int>
    /// The line on which the scalar begins, from 1.
    let line: Int

    init(_ record: NodeRecord, in source: SourceText) {
        let start = Int(record.start)
        let end = Int(record.end)
        line = record.line + 1
        // A comment may follow the `|` or `>` of a block text.
        let isBlock = record.style == .literal || record.style == .folded
        let first = isBlock ? source.bytes[start..<end].firstIndex(of: 0x0A) ?? end : start
        bytes = first..<end
    }

    func lastLine(in source: SourceText) -> Int { line + source.bytes[bytes].count { $0 == 0x0A } }
}

/// The lines of a text, walked once from its beginning: there may be thousands of comments.
private struct CommentLines {
    struct Line {
        /// From 1.
        let number: Int
        let start: Int
        /// Where the line break stands, or the text ends.
        let end: Int
    }

    private let bytes: [UInt8]
    private var number = 1
    private var start = 0
    private var end: Int

    init(_ source: SourceText) {
        bytes = source.bytes
        end = Self.lineEnd(bytes, from: 0)
    }

    private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { $0.lineFeed(from: start) }
    }

    /// The line of an offset; offsets must not go back.
    mutating func line(at offset: Int) -> Line {
        while end < offset {
            number += 1
            start = end + 1
            end = Self.lineEnd(bytes, from: start)
        }
        return Line(number: number, start: start, end: end)
    }

    /// Gives each comment on a line of its own the next line that is none, and all of them the further lines of a
    /// text that begins there.
    func subjects(of comments: inout [YAMLComment], lastLine: (Int) -> Int) {
        guard let lowest = comments.first?.subject.lowerBound else { return }
        // What each line begins with, from the first comment on: nil where it is blank.
        var firsts: [UInt8?] = []
        var number = 1
        var offset = 0
        while offset < bytes.count {
            let end = Self.lineEnd(bytes, from: offset)
            if number >= lowest {
                firsts.append(bytes[offset..<end].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D })
            }
            number += 1
            offset = end + 1
        }
        // Nearest below, found from the end; nil where a blank line or nothing follows.
        var below: [Int?] = Array(repeating: nil, count: firsts.count)
        for index in firsts.indices.dropLast().reversed() {
            switch firsts[index + 1] {
            case nil: below[index] = nil
            case 0x23: below[index] = below[index + 1]
            default: below[index] = lowest + index + 1
            }
        }
        var lasts: [Int: Int] = [:]
        for index in comments.indices {
            let own = comments[index].subject.lowerBound
            guard let line = comments[index].isAlone ? below[own - lowest] : own else {
                comments[index].subject = own + 1..<own + 1
                continue
            }
            let last = lasts[line] ?? lastLine(line)
            lasts[line] = last
            comments[index].subject = line..<max(line, last + 1)
        }
    }
}
