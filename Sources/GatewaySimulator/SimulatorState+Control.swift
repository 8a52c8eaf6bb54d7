import Foundation

/// The control endpoint, which tests and people look at and turn things with. Like everything here it is bound
/// to 127.0.0.1; it needs no secret, because it guards none.
extension SimulatorState {
    mutating func control(_ page: Route.Page, _ request: SimulatorRequest) -> SimulatorAnswer {
        let wanted = page.isRead ? "GET" : "POST"
        guard request.method == wanted else {
            return .text(405, "Method Not Allowed", headers: ["Allow": wanted])
        }
        do {
            switch page {
            case .log: return try Self.json(log.messages)
            case .events: return try Self.json(log.events)
            case .requests: return try Self.json(requests)
            case .counts: return try Self.json(counts)
            case .health:
                return .json(
                    200,
                    "{\"accepted\":\(log.messages.count),\"requests\":\(requests.count),\"status\":\"ok\"}")
            case .reset, .balance, .fault, .freeze, .thaw:
                try turn(page, ControlParameters(request))
                return .json(200, "{\"status\":\"ok\"}")
            }
        } catch let mistake as ControlMistake {
            return .text(400, mistake.reason)
        } catch {
            return .text(500, "\(error)")
        }
    }

    private mutating func turn(_ page: Route.Page, _ parameters: ControlParameters) throws(ControlMistake) {
        switch page {
        case .balance:
            contacto.set(balance: try parameters.value("amount", "a whole number of pesos") { Int($0) })
        case .fault:
            let rate = try parameters.value("rate", "a share from 0 to 1") { Double($0) }
            guard (0...1).contains(rate) else {
                throw ControlMistake(reason: "rate must lie between 0 and 1")
            }
            let kinds = try parameters.optional("kinds", "kinds of faults, separated by commas") { text in
                let kinds = text.split(separator: ",").map { FaultKind(rawValue: String($0)) }
                return kinds.contains(nil) ? nil : Set(kinds.compactMap(\.self))
            }
            faults = FaultSequence(seed: options.seed, rate: rate, kinds: kinds ?? options.faults)
        case .freeze:
            let after = try parameters.optional("after", "a number of messages") { Int($0) } ?? 0
            guard after >= 0 else { throw ControlMistake(reason: "after must not be negative") }
            let point = try parameters.optional("at", "reply or request") { Freeze.Point(rawValue: $0) }
            freeze = Freeze(point: point ?? .reply, remaining: after)
        case .thaw: freeze = nil
        case .reset: reset()
        case .log, .events, .requests, .counts, .health: break
        }
    }

    /// As after the start, but for the log's file and numbering.
    private mutating func reset() {
        log.forget()
        requests.removeAll()
        struck.removeAll()
        freeze = nil
        setapp = SetAppGateway(account: options.setapp, seed: options.seed)
        contacto = ContactoGateway(account: options.contacto, seed: options.seed)
        faults = FaultSequence(seed: options.seed, rate: options.faultRate, kinds: options.faults)
    }

    /// Sums for an oracle, since the start or the last reset.
    private struct Counts: Encodable {
        /// By `gateway/operation`.
        var accepted: [String: Int] = [:]
        var requests: Int
        var balance: Int
        /// By kind.
        var faults: [String: Int]
        var redirects_followed = 0
        /// Posted and answered 2xx, by kind, or `unreadable`; an event that came twice counts twice.
        var webhooks: [String: Int] = [:]
        /// Posted, but answered otherwise or not at all.
        var webhooks_failed = 0
        /// Still to be posted.
        var webhooks_waiting: Int
        var frozen: Bool
    }

    private var counts: Counts {
        var counts = Counts(
            requests: requests.count, balance: contacto.balance,
            faults: Dictionary(uniqueKeysWithValues: struck.map { ($0.key.rawValue, $0.value) }),
            webhooks_waiting: waitingEvents, frozen: isFrozen)
        for message in log.messages {
            counts.accepted["\(message.gateway)/\(message.operation)", default: 0] += 1
        }
        for event in log.events {
            if event.event != "webhook" {
                counts.redirects_followed += 1
            } else if let status = event.status, (200..<300).contains(status) {
                let isReadable = event.form != WebhookForm.unreadable.rawValue
                counts.webhooks[isReadable ? event.kind ?? "" : "unreadable", default: 0] += 1
            } else {
                counts.webhooks_failed += 1
            }
        }
        return counts
    }

    private static func json(_ value: some Encodable) throws -> SimulatorAnswer {
        .json(200, String(decoding: try sortedJSON(value), as: UTF8.self))
    }
}

/// A control request that cannot be followed.
struct ControlMistake: Error {
    var reason: String
}

/// The parameters of a control request, from its query string or form.
private struct ControlParameters {
    private let parameters: RequestParameters

    init(_ request: SimulatorRequest) throws(ControlMistake) {
        do {
            parameters = try RequestParameters(request)
        } catch {
            throw ControlMistake(reason: error.reason)
        }
    }

    func optional<Value>(
        _ name: String, _ what: String, _ read: (String) -> Value?
    ) throws(ControlMistake) -> Value? {
        guard parameters.values[name] != nil else { return nil }
        guard let value = parameters.text(name).flatMap(read) else {
            throw ControlMistake(reason: "\(name) must be \(what)")
        }
        return value
    }

    func value<Value>(
        _ name: String, _ what: String, _ read: (String) -> Value?
    ) throws(ControlMistake) -> Value {
        guard let value = try optional(name, what, read) else {
            throw ControlMistake(reason: "\(name) is missing: \(what)")
        }
        return value
    }
}
