/// How many of a line's latest accepted messages failed afterwards, by what webhooks say.
///
/// `stop_after_failures` stops a line where failures follow one another. This stops it where they are mixed with
/// deliveries. Ordinary lists lose a tenth or so to dead numbers and the limits on marketing; where half of
/// what the gateway takes does not arrive, the list, the template or the account is wrong, and each further
/// failure costs money and the number's quality rating.
package struct FailureRate: Sendable, Hashable {
    /// Messages of the line that count: the latest of which is known whether they arrived.
    package static let window = 100
    /// Fewer than this say nothing yet.
    package static let least = 40
    /// Per cent that stop the line.
    package static let limit = 50

    package var outcomes: Int
    package var failed: Int

    package init(outcomes: Int, failed: Int) {
        self.outcomes = outcomes
        self.failed = failed
    }

    package var stopsLine: Bool { outcomes >= Self.least && failed * 100 >= outcomes * Self.limit }

    /// Why the line was stopped.
    package var reason: String {
        """
        \(failed) of the last \(outcomes) accepted messages whose end is known were not delivered. Look at \
        the failure codes in `pregon status` before you go on
        """
    }
}
