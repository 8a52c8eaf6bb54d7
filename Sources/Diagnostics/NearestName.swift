/// Finds the known names that somebody most likely meant.
package enum NearestName {
    /// The candidates with the fewest typing mistakes (insert, delete, replace, swap neighbours), if they are near
    /// enough to be a slip: at most one mistake in three characters, case ignored. Several if they are equally
    /// near, each name once, in the order of the candidates.
    package static func all(of typed: String, in candidates: some Sequence<String>) -> [String] {
        let source = letters(typed)
        var nearest: [String] = []
        var least = Int.max
        var work = 0
        for candidate in candidates {
            work += perCandidate
            guard work <= greatestWork else { return [] }
            // A letter is at least one byte, and at most twelve: three scalars in small letters, of four bytes.
            guard candidate.utf8.count <= 12 * (source.count + source.count / 2 + 2),
                candidate.utf8.count * 2 + 2 >= source.count
            else { continue }
            let target = letters(candidate)
            let allowed = max(1, max(source.count, target.count) / 3)
            guard abs(source.count - target.count) <= allowed else { continue }
            work += source.count * target.count
            guard work <= greatestWork else { return [] }
            let distance = mistakes(from: source, to: target)
            guard distance <= allowed, distance <= least else { continue }
            if distance < least { nearest = [] }
            least = distance
            if !nearest.contains(candidate) { nearest.append(candidate) }
        }
        return nearest
    }

    /// Steps after which a suggestion is given up, about a millisecond's: a file can name ten thousand columns.
    private static let greatestWork = 400_000
    /// Steps that looking at a candidate costs, whatever its length.
    private static let perCandidate = 40

    /// The one candidate that is nearest; nil if none is near, or several are equally.
    package static func of(_ typed: String, in candidates: some Sequence<String>) -> String? {
        let nearest = all(of: typed, in: candidates)
        return nearest.count == 1 ? nearest[0] : nil
    }

    /// "did you mean `a`?", with all names that are equally near; nil if none is near, or so many are that it
    /// would be no help.
    /// - Parameter shown: how a name is written in the sentence.
    package static func question(
        _ typed: String, in candidates: some Sequence<String>, shown: (String) -> String = { "`\($0)`" }
    ) -> String? {
        let nearest = all(of: typed, in: candidates)
        guard (1...4).contains(nearest.count) else { return nil }
        let names = nearest.map(shown)
        let last = names[names.count - 1]
        return names.count == 1
            ? "did you mean \(last)?"
            : "did you mean \(names.dropLast().joined(separator: ", ")) or \(last)?"
    }

    /// The candidate that a word may be replaced with unasked: the only near one, and so near that nothing else
    /// can have been meant. `include` is near `exclude`, but nobody would want the one for the other.
    ///
    /// Apart from capital letters: the same first letter, at least four letters, and one mistake, from eight
    /// letters on two.
    package static func slip(of typed: String, in candidates: some Sequence<String>) -> String? {
        guard let nearest = of(typed, in: candidates), nearest != typed else { return nil }
        let source = letters(typed)
        let target = letters(nearest)
        if source == target { return nearest }
        guard min(source.count, target.count) >= 4, source.first == target.first else { return nil }
        let allowed = min(source.count, target.count) >= 8 ? 2 : 1
        return mistakes(from: source, to: target) <= allowed ? nearest : nil
    }

    private static func letters(_ word: String) -> [Unicode.Scalar] {
        Array(String(word.unicodeScalars.prefix(80)).lowercased().unicodeScalars.prefix(80))
    }

    /// The optimal string alignment distance of two short words.
    static func mistakes(from source: [Unicode.Scalar], to target: [Unicode.Scalar]) -> Int {
        if source.isEmpty || target.isEmpty { return max(source.count, target.count) }
        var beforePrevious: [Int] = []
        var previous = Array(0...target.count)
        for row in 1...source.count {
            var current = [row]
            current.reserveCapacity(target.count + 1)
            for column in 1...target.count {
                let same = source[row - 1] == target[column - 1]
                var cost = min(
                    previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, source[row - 1] == target[column - 2],
                    source[row - 2] == target[column - 1]
                {
                    cost = min(cost, beforePrevious[column - 2] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[target.count]
    }
}
