import CampaignLoading
import CampaignModel
import Gateway

/// Asks the gateways for the templates of lines.
struct TemplateQuestions {
    let session: Session
    let console: Console

    struct Answer {
        var line: String
        var templates: [String: LockedTemplate]
    }

    /// The lines that have templates, in the order of pregon.yaml.
    var known: [String] { session.workspace.lines.filter { $0.gateway == .contacto }.map(\.name) }

    /// Those named, or all that have templates.
    func chosen(_ names: [String]) throws -> [Line] {
        let lines = try AccountQuestions(session: session, console: console).lines(names)
        for line in lines where line.gateway != .contacto {
            if names.contains(line.name) {
                throw Failure(
                    .usage, "line `\(line.name)` is one of \(line.gateway.rawValue), which has no templates")
            }
            console.note("line \(line.name) is one of \(line.gateway.rawValue), which has no templates")
        }
        return lines.filter { $0.gateway == .contacto }
    }

    /// What each gateway says, and the worst status of those that said nothing.
    func ask(_ names: [String]) async throws -> (answers: [Answer], status: ExitStatus) {
        let questions = AccountQuestions(session: session, console: console)
        var answers: [Answer] = []
        var status = ExitStatus.success
        for line in try chosen(names) {
            let answer = try await questions.client(line).templates()
            if let failure = AccountQuestions.failure(answer, of: line.name, asked: .templates) {
                Console.error("pregon: \(failure.message)")
                status = max(status, failure.status)
            }
            guard case .answered(let templates) = answer else { continue }
            answers.append(
                Answer(
                    line: line.name,
                    templates: Dictionary(
                        templates.map { ($0.number, $0.template) }, uniquingKeysWith: { first, _ in first })))
        }
        return (answers, status)
    }
}
