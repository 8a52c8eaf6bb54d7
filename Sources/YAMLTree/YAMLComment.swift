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
}

extension YAMLDocument {
    /// The comments that begin with a word, in the order of the file.
    ///
    /// A file without such a comment costs one search of its bytes. A `#` inside a text is no comment.
    package func comments(beginningWith word: StaticString) -> [YAMLComment] {
        let signs = signs(before: word)
        guard !signs.isEmpty else { return [] }
        let texts = nodes.filter { $0.isScalar && $0.start < $0.end }.map { CommentFreeText($0, in: source) }
        return signs.compactMap { comment(at: $0, texts: texts) }
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

    /// The comment whose first word stands behind a `#`; nil if it is not the first `#` of a comment.
    private func comment(at sign: Int, texts: [CommentFreeText]) -> YAMLComment? {
        let bytes = source.bytes
        guard !isInside(sign, texts) else { return nil }
        let lineStart = (bytes[..<sign].lastIndex(of: 0x0A) ?? -1) + 1
        let end = bytes[sign...].firstIndex(of: 0x0A) ?? bytes.count
        // A second `#` of the same comment.
        guard !(lineStart..<sign).contains(where: { bytes[$0] == 0x23 && !isInside($0, texts) })
        else { return nil }
        let text = String(decoding: bytes[(sign + 1)..<end], as: UTF8.self)
        let isAlone = bytes[lineStart..<sign].allSatisfy { $0 == 0x20 || $0 == 0x09 }
        let place = source.place(of: sign..<(end > sign && bytes[end - 1] == 0x0D ? end - 1 : end))
        var line = place.span?.start.line ?? 1
        var isEmpty = false
        if isAlone {
            var next = end
            repeat {
                guard next < bytes.count else {
                    isEmpty = true
                    break
                }
                line += 1
                let start = next + 1
                next = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
                let first = bytes[start..<next].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
                isEmpty = first == nil
                if first != 0x23 { break }
            } while true
        }
        let last = isEmpty ? line - 1 : self.lastLine(ofTextsBeginningOn: line, texts)
        return YAMLComment(
            text: text.trimmingCharacters(in: .whitespaces.union(.newlines)), place: place,
            subject: line..<max(line, last + 1))
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
