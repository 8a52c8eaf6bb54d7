import CampaignModel
import Foundation
import TextSafety

/// The person at the command line, as the ledger remembers what they decide.
enum Operator {
    /// Most characters of a reason.
    private static let longestReason = 300

    /// The name under which they are logged in, else the number of the account.
    static func name(_ environment: [String: String]) -> String {
        let name = [environment["LOGNAME"], environment["USER"]].compactMap(\.self).first { !$0.isEmpty }
        return String((name ?? "user \(getuid())").prefix(64))
    }

    /// A reason as it may be kept: one line, no whole phone numbers; nil where nothing was given.
    static func reason(_ text: String?) -> String? {
        guard let text else { return nil }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
            .trimmingCharacters(in: .whitespaces)
        return line.isEmpty ? nil : NumberMask.masking(String(line.prefix(longestReason)))
    }
}
