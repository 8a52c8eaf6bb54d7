import ArgumentParser

/// What the program's exit status says: the one table behind `--help`, the README and every command.
enum ExitStatus: Int32, CaseIterable {
    case success = 0
    case findings = 1
    case changesPending = 2
    case usage = 64
    case unreadable = 65
    case gatewayRefuses = 69
    case bug = 70
    case tryAgain = 75
    case interrupted = 130
    case terminated = 143

    var meaning: String {
        switch self {
        case .success: "nothing wrong"
        case .findings: "findings, or sends that failed or are in doubt"
        case .changesPending: "with --detailed-exitcode: changes are pending"
        case .usage: "wrong usage"
        case .unreadable: "unreadable input, a missing or refused ledger, or a stale plan"
        case .gatewayRefuses: "the gateway refuses the account, or the balance is short"
        case .bug: "a bug in pregon"
        case .tryAgain:
            "try again: someone else holds the ledger or it cannot be reached, or a line paused and work remains"
        case .interrupted: "ended by SIGINT; what was in flight was finished"
        case .terminated: "ended by SIGTERM or a closed terminal (SIGHUP); what was in flight was finished"
        }
    }

    var code: ExitCode { ExitCode(rawValue) }

    /// The table as `--help` and the README show it.
    static var table: String {
        allCases.map { status in
            let number = String(status.rawValue)
            return "  " + String(repeating: " ", count: 3 - number.count) + "\(number)  \(status.meaning)"
        }.joined(separator: "\n")
    }
}

/// Ends a command with a message on stderr and a status.
struct Failure: Error {
    let status: ExitStatus
    let message: String
    /// Findings in full, which go to stdout before it; nil where there are none to be shown.
    let findings: String?

    init(_ status: ExitStatus, _ message: String, findings: String? = nil) {
        self.status = status
        self.message = message
        self.findings = findings
    }
}
