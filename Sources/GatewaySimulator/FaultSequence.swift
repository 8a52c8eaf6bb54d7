/// A way in which a reply goes wrong. Those that accept have the message in the log before anything breaks:
/// the client cannot tell them from those that do not, and that is what they are for.
public enum FaultKind: String, Sendable, CaseIterable, Codable {
    /// Closes the connection; the message is not accepted.
    case dropBefore = "drop-before"
    /// Accepts, then closes the connection without a reply.
    case dropAfter = "drop-after"
    /// Accepts, then resets the connection (RST).
    case reset
    /// Accepts, and cuts the reply short of its announced length.
    case truncated
    /// Answers 200 with a page of HTML; the message is not accepted.
    case html
    /// Accepts, and answers 200 with a page of HTML.
    case htmlAfter = "html-after"
    /// Answers 500; the message is not accepted.
    case error500Before = "500-before"
    /// Accepts, and answers 500.
    case error500After = "500-after"
    /// Accepts, and never answers; the connection stays open until the client gives up.
    case hang
    /// Answers 307 towards `/redirected/…`, where nothing is ever accepted and the log notes who comes. The
    /// message is not accepted.
    case redirect307 = "redirect-307"
    /// Answers 429 with `Retry-After`; the message is not accepted.
    case tooMany429 = "429"

    /// Whether the gateway has taken the message when the fault strikes.
    public var acceptsMessage: Bool {
        switch self {
        case .dropAfter, .reset, .truncated, .htmlAfter, .error500After, .hang: true
        case .dropBefore, .html, .error500Before, .redirect307, .tooMany429: false
        }
    }
}

/// The faults of a run, request by request: the same seed, rate and kinds give the same sequence.
struct FaultSequence {
    private var random: SplitMix64
    private let rate: Double
    private let kinds: [FaultKind]

    init(seed: UInt64, rate: Double, kinds: Set<FaultKind>) {
        random = SplitMix64(state: seed)
        self.rate = rate
        self.kinds = FaultKind.allCases.filter(kinds.contains)
    }

    /// The next request's fault. Two numbers are drawn whatever they decide, so that which requests are hit
    /// depends on seed and rate alone, not on the kinds.
    mutating func next() -> FaultKind? {
        let chance = Double(random.next() >> 11) * 0x1p-53
        let choice = random.next()
        guard chance < rate, !kinds.isEmpty else { return nil }
        return kinds[Int(choice % UInt64(kinds.count))]
    }
}

/// Steele, Lea and Flood's SplitMix64: small, and the same on every platform and in every release of Swift.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
