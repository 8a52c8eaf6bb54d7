import Ledger

/// What came after acceptance, in words.
enum EvidenceWords {
    /// `12 delivered, 7 read, 1 failed (402: 1), 2 replied, 1 opted out`; nil where nothing came.
    static func sums(_ tallies: [EvidenceTally]) -> String? {
        func total(_ count: (EvidenceTally) -> Int) -> Int { tallies.reduce(0) { $0 + count($1) } }
        var parts: [String] = []
        func add(_ count: Int, _ words: String) { if count > 0 { parts.append("\(count) \(words)") } }
        add(total(\.sent), "sent on")
        add(total(\.delivered), "delivered")
        add(total(\.read), "read")
        let failed = total(\.failed)
        if failed > 0 { parts.append("\(failed) failed afterwards (\(codes(tallies)))") }
        add(total(\.replied), "replied")
        add(total(\.optedOut), "opted out")
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// `1002: 3, 402: 1`, the most frequent first.
    static func codes(_ tallies: [EvidenceTally]) -> String {
        var counts: [String: Int] = [:]
        for tally in tallies { counts.merge(tally.failures, uniquingKeysWith: +) }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(SafeWords.line($0.key)): \($0.value)" }.joined(separator: ", ")
    }
}
