import GatewaySimulator

/// One line of what `simulate` prints: `14:00:01  contacto send  573•••••1111  template 1042`.
struct SimulatorLine {
    let showsNumbers: Bool

    func text(_ happening: SimulatorServer.Happening) -> String {
        switch happening {
        case .accepted(let message):
            let what = message.fields["id_template"].map { "template \($0)" } ?? message.kind
            let fault = message.fault.map { "  fault: \($0)" } ?? ""
            return "\(time(message.at))  \(message.gateway) \(message.operation)  \(masked(message.to))  "
                + what + fault
        case .noted(let event) where event.event == "webhook":
            let what = event.kind.map { kind in event.code.map { "\(kind) \($0)" } ?? kind } ?? ""
            let form = event.form.flatMap { $0 == "plain" ? nil : " (\($0))" } ?? ""
            let status = event.status.map { "answered \($0)" } ?? "no answer"
            return "\(time(event.at))  webhook \(what)\(form)  \(masked(event.to ?? ""))  \(status)"
        case .noted(let event):
            return "\(time(event.at))  VIOLATION: a redirect was followed to \(event.path ?? "")"
        }
    }

    /// Of `2026-12-01T14:00:00.000Z`, in UTC.
    private func time(_ stamp: String) -> Substring { stamp.dropFirst(11).prefix(8) }

    /// A phone number within a recipient or a group's address, as it is masked everywhere.
    private func masked(_ text: String) -> String {
        guard !showsNumbers else { return text }
        return text.replacing(/[0-9]{10,}/) { match in
            match.output.prefix(3) + "•••••" + match.output.suffix(4)
        }
    }
}
