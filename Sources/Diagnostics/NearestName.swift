/// Finds the known name that somebody most likely meant.
package enum NearestName {
    /// The candidate with the fewest typing mistakes (insert, delete, replace, swap neighbours), if it is near
    /// enough to be a slip: at most one mistake in three characters, case ignored. Ties go to the first.
    package static func of(_ typed: String, in candidates: some Sequence<String>) -> String? {
        let source = Array(typed.lowercased().unicodeScalars.prefix(80))
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let target = Array(candidate.lowercased().unicodeScalars.prefix(80))
            let allowed = max(1, max(source.count, target.count) / 3)
            guard abs(source.count - target.count) <= allowed else { continue }
            let distance = mistakes(from: source, to: target)
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
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
