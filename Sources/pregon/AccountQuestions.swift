import CampaignLoading
import CampaignModel
import Diagnostics
import Gateway

/// Asks the gateways about the accounts of lines, and puts what goes wrong into words.
struct AccountQuestions {
    let session: Session
    let console: Console

    /// The lines named, or all, in the order of pregon.yaml.
    func lines(_ names: [String]) throws -> [Line] {
        let known = session.workspace.lines.map(\.name)
        for name in names where !known.contains(name) {
            let hint =
                NearestName.of(name, in: known).map { "did you mean `\($0)`?" }
                ?? "there are: \(known.joined(separator: ", "))"
            throw Failure(.usage, "there is no line `\(name)`; \(hint)")
        }
        return session.workspace.lines.filter { names.isEmpty || names.contains($0.name) }
    }

    func client(_ line: Line) throws -> AccountClient {
        AccountClient(line: try LineResolver(session: session).resolve(line))
    }

    /// What to say where an answer is none, and the status that it ends with; nil for an answer.
    static func failure<Value>(_ answer: AccountAnswer<Value>, of line: String, asked: AccountQuery)
        -> Failure?
    {
        let what = asked == .balance ? "balance" : "templates"
        switch answer {
        case .answered, .notOffered: return nil
        case .refused(let code):
            let isNone = asked == .templates && code.class == .stopCampaign
            return Failure(
                isNone ? .findings : code.class == .pauseLine ? .tryAgain : .gatewayRefuses,
                "line \(line): \(SafeText.line(code.text)) (\(code.code))\n  = \(code.remedy)")
        case .unreadable(let reason, let raw):
            return Failure(
                .unreadable,
                """
                line \(line): the gateway's reply about the \(what) is not understood: \(SafeText.line(reason))
                  | \(raw.isEmpty ? "(empty)" : SafeText.line(raw))
                  = check the line's `url`; if it is right, report this reply, so that it can be read
                """)
        case .unreachable(let reason):
            return Failure(
                .gatewayRefuses,
                """
                line \(line): the gateway could not be asked about the \(what): \(SafeText.line(reason))
                  = check the line's `url` and the network, and try again
                """)
        }
    }
}
