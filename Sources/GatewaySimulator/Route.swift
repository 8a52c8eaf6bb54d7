/// The simulator's paths. The real gateways' hosts differ; what follows them is ours for SetApp (one hook for
/// each operation) and the manual's for contacto (`send/`, `balance/`, `template/`).
enum Route: Equatable {
    enum Page: String, CaseIterable {
        case log, events, requests, counts, health
        case reset, balance, fault, freeze, thaw

        /// Whether it only shows something.
        var isRead: Bool {
            switch self {
            case .log, .events, .requests, .counts, .health: true
            case .reset, .balance, .fault, .freeze, .thaw: false
            }
        }
    }

    case setapp(SetAppOperation)
    case send
    case balance
    case templates
    case control(Page)
    /// Where a 307 leads; nobody should ever come.
    case redirected

    /// Reads a path, with or without a slash at its end; nil if there is nothing there.
    init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        if parts.first == "redirected" {
            self = .redirected
            return
        }
        guard path.hasPrefix("/"), parts.count == 2 else { return nil }
        switch (parts[0], parts[1]) {
        case ("setapp", let name):
            guard let operation = SetAppOperation(rawValue: String(name)) else { return nil }
            self = .setapp(operation)
        case ("contacto", "send"): self = .send
        case ("contacto", "balance"): self = .balance
        case ("contacto", "template"): self = .templates
        case ("control", let name):
            guard let page = Page(rawValue: String(name)) else { return nil }
            self = .control(page)
        default: return nil
        }
    }

    /// Whether a message can be accepted here, and so a fault be injected.
    var isSending: Bool {
        switch self {
        case .setapp, .send: true
        case .balance, .templates, .control, .redirected: false
        }
    }
}
