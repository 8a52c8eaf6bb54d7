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
        return String((name ?? accountName ?? "user \(getuid())").prefix(64))
    }

    /// As the system knows the account: cron and services often set no name.
    private static var accountName: String? {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return nil }
        return String(cString: name)
    }

    /// A reason as it may be kept: one line, no whole phone numbers; nil where nothing was given.
    static func reason(_ text: String?) -> String? {
        guard let text else { return nil }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
            .trimmingCharacters(in: .whitespaces)
        return line.isEmpty ? nil : NumberMask.masking(String(line.prefix(longestReason)))
    }
}
