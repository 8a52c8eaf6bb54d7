/// The accepted messages of the last 60 seconds: the same one to the same mobile is refused with value 9
/// (gateways.md, section 2). A refused message leaves nothing here.
struct RecentMessages {
    /// What makes two messages the same, by the parameters as the log has them: a simulator that is started again
    /// must find there what it took before. Media may be megabytes: its hash and length stand for it.
    struct Identity: Hashable {
        private let parts: [String]

        init(_ fields: [String: String]) {
            let names = ["mobile", "id_template", "template_variables", "media_name", "media"]
            parts = names.map { fields[$0, default: ""] }
        }
    }

    static let window = Duration.seconds(60)

    private var accepted: [Identity: Duration] = [:]
    private var purgeAt = 1024

    func contains(_ identity: Identity, at now: Duration) -> Bool {
        accepted[identity].map { now - $0 < Self.window } ?? false
    }

    /// Old entries are dropped whenever the number of entries has doubled, so that a long run neither grows
    /// nor searches itself at each message.
    mutating func insert(_ identity: Identity, at now: Duration) {
        accepted[identity] = now
        guard accepted.count >= purgeAt else { return }
        accepted = accepted.filter { now - $0.value < Self.window }
        purgeAt = max(1024, accepted.count * 2)
    }
}
