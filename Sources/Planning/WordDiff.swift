/// What changed from one text to another, word by word.
package struct WordDiff: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case same(String)
        case removed(String)
        case added(String)
    }

    /// In order; within a changed place what was removed stands before what was added. The same and removed pieces
    /// make up the old text, the same and added ones the new text.
    package private(set) var pieces: [Piece] = []

    /// Words of both texts multiplied, above which everything between the first and the last difference counts as
    /// replaced: texts of messages are far shorter, and a table of a million small numbers takes a few milliseconds.
    static let limit = 1_000_000

    package init(from old: String, to new: String) {
        var vocabulary = Vocabulary()
        let old = Self.words(old).map { vocabulary.word($0) }
        let new = Self.words(new).map { vocabulary.word($0) }
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var (oldEnd, newEnd) = (old.count, new.count)
        while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
            oldEnd -= 1
            newEnd -= 1
        }
        var changes = Changes()
        changes.keep(old[..<start])
        let (before, after) = (Array(old[start..<oldEnd]), Array(new[start..<newEnd]))
        if before.count * after.count > Self.limit {
            for word in before { changes.remove(word) }
            for word in after { changes.add(word) }
        } else {
            Self.compare(before, after, into: &changes)
        }
        changes.keep(old[oldEnd...])
        pieces = changes.pieces()
    }

    package var isEmpty: Bool {
        pieces.allSatisfy { if case .same = $0 { true } else { false } }
    }

    /// The longest common subsequence, by the textbook's table.
    private static func compare(_ old: [Word], _ new: [Word], into changes: inout Changes) {
        let width = new.count + 1
        // table[i, j]: how many words old[i...] and new[j...] have in common. At most a thousand.
        var table = [UInt32](repeating: 0, count: (old.count + 1) * width)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                table[i * width + j] =
                    old[i] == new[j]
                    ? table[(i + 1) * width + j + 1] + 1
                    : max(table[(i + 1) * width + j], table[i * width + j + 1])
            }
        }
        var (i, j) = (0, 0)
        while i < old.count, j < new.count {
            if old[i] == new[j] {
                changes.keep(old[i...i])
                (i, j) = (i + 1, j + 1)
            } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
                changes.remove(old[i])
                i += 1
            } else {
                changes.add(new[j])
                j += 1
            }
        }
        for word in old[i...] { changes.remove(word) }
        for word in new[j...] { changes.add(word) }
    }

    /// Words, the signs at their ends, runs of blanks, and line breaks; together they are the text.
    static func words(_ text: String) -> [Substring] {
        enum Kind { case word, sign, blank, lineBreak }
        func kind(_ character: Character) -> Kind {
            if character.isNewline { return .lineBreak }
            if character.isWhitespace { return .blank }
            return ".,;:!?¡¿()\"“”«»".contains(character) ? .sign : .word
        }
        var words: [Substring] = []
        var start = text.startIndex
        while start < text.endIndex {
            let first = kind(text[start])
            var end = text.index(after: start)
            while end < text.endIndex, first == .word || first == .blank {
                let next = kind(text[end])
                if next == first {
                    end = text.index(after: end)
                } else if first == .word, next == .sign, isInner(text, end, kind) {
                    // The points of `1.250.000` and `example.com` end no word.
                    end = text.index(after: end)
                } else {
                    break
                }
            }
            words.append(text[start..<end])
            start = end
        }
        return words

        func isInner(_ text: String, _ sign: String.Index, _ kind: (Character) -> Kind) -> Bool {
            let next = text.index(after: sign)
            return next < text.endIndex && kind(text[next]) == .word
        }
    }
}

/// A word with a number that is the same for the same bytes. Swift holds `é` for equal to `e` with an accent; the
/// gateway would get other bytes.
private struct Word: Equatable {
    var text: Substring
    var number: Int

    static func == (one: Word, other: Word) -> Bool { one.number == other.number }
}

private struct Vocabulary {
    private var numbers: [[UInt8]: Int] = [:]

    mutating func word(_ text: Substring) -> Word {
        let bytes = Array(text.utf8)
        let number = numbers[bytes] ?? numbers.count
        numbers[bytes] = number
        return Word(text: text, number: number)
    }
}

/// Collects a comparison's steps and joins what belongs together.
private struct Changes {
    private enum Step {
        case same(String)
        case change(removed: String, added: String)
    }

    private var steps: [Step] = []

    mutating func keep(_ words: ArraySlice<Word>) {
        guard !words.isEmpty else { return }
        let text = words.map(\.text).joined()
        if case .same(let before)? = steps.last {
            steps[steps.count - 1] = .same(before + text)
        } else {
            steps.append(.same(text))
        }
    }

    mutating func remove(_ word: Word) { change(removed: String(word.text), added: "") }
    mutating func add(_ word: Word) { change(removed: "", added: String(word.text)) }

    private mutating func change(removed: String, added: String) {
        if case .change(let before, let after)? = steps.last {
            steps[steps.count - 1] = .change(removed: before + removed, added: after + added)
        } else {
            steps.append(.change(removed: removed, added: added))
        }
    }

    /// A blank between two changed words is part of the change: `a b` → `x y` is one change, not two.
    func pieces() -> [WordDiff.Piece] {
        var joined: [Step] = []
        for (index, step) in steps.enumerated() {
            guard case .change(let removed, let added)? = joined.last else {
                joined.append(step)
                continue
            }
            switch step {
            case .same(let text):
                let isBetween = index + 1 < steps.count && text.allSatisfy { $0 == " " }
                if isBetween, !removed.isEmpty, !added.isEmpty {
                    joined[joined.count - 1] = .change(removed: removed + text, added: added + text)
                } else {
                    joined.append(step)
                }
            case .change(let before, let after):
                joined[joined.count - 1] = .change(removed: removed + before, added: added + after)
            }
        }
        return joined.flatMap { step -> [WordDiff.Piece] in
            switch step {
            case .same(let text): [.same(text)]
            case .change(let removed, let added):
                (removed.isEmpty ? [] : [.removed(removed)]) + (added.isEmpty ? [] : [.added(added)])
            }
        }
    }
}
