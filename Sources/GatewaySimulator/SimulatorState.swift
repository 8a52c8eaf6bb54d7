import Foundation

/// Everything that changes while the simulator runs, as one value: a request and two clock readings in, a
/// reply out. There is no I/O here but the message log.
struct SimulatorState {
    /// Older requests are forgotten: a benchmark sends more than anyone reads.
    static let keptRequests = 100_000
    /// Seconds in the `Retry-After` of an injected 429.
    static let retryAfter = 2

    let options: SimulatorOptions
    var setapp: SetAppGateway
    var contacto: ContactoGateway
    var faults: FaultSequence
    var freeze: Freeze?
    var requests: [RecordedRequest] = []
    var struck: [FaultKind: Int] = [:]
    var log: MessageLog
    /// Events of the webhook that are decided but not yet posted.
    var waitingEvents = 0

    init(options: SimulatorOptions) throws {
        self.options = options
        log = try MessageLog(file: options.log)
        setapp = SetAppGateway(account: options.setapp, seed: options.seed)
        contacto = ContactoGateway(account: options.contacto, seed: options.seed)
        faults = FaultSequence(seed: options.seed, rate: options.faultRate, kinds: options.faults)
    }

    /// Takes up again what a simulator that wrote the same log before has accepted: the groups, and the messages of
    /// the last minute, which are refused when they are repeated. Their age is known by the wall clock alone.
    mutating func resume(at now: Date, elapsed: Duration) {
        for message in log.earlier {
            switch message.operation {
            case SetAppOperation.group.rawValue: setapp.remember(group: message.to)
            case "send":
                guard let then = try? Date(message.at, strategy: .logStamp) else { continue }
                contacto.remember(message, at: elapsed - .seconds(max(0, now.timeIntervalSince(then))))
            default: break
            }
        }
        log.forgetEarlier()
    }

    mutating func reply(to request: SimulatorRequest, at: Date, elapsed: Duration) -> SimulatorReply {
        let route = Route(path: request.path)
        if case .control(let page) = route {
            return .answer(control(page, request))
        }
        if route == .redirected {
            // Lost if the disk is full; the count in memory is not.
            try? log.note(LoggedEvent(redirectFollowedTo: request.path, at: at))
        }
        guard let route, route != .redirected else {
            return record(request, nil, at, nil, .answer(.text(404, "Not Found")))
        }
        guard request.method == "POST" else {
            return record(
                request, nil, at, nil, .answer(.text(405, "Method Not Allowed", headers: ["Allow": "POST"])))
        }

        // Drawn for every request to a sending endpoint, good or bad, so that the sequence depends on their
        // number alone.
        let fault = route.isSending ? faults.next() : nil
        if let fault { struck[fault, default: 0] += 1 }
        let parameters: RequestParameters
        do throws(WireFault) {
            parameters = try RequestParameters(request)
        } catch {
            return record(request, nil, at, fault, .answer(unreadable(route, error)))
        }
        if let fault, !fault.acceptsMessage {
            return record(request, parameters, at, fault, strike(fault, request, nil))
        }
        let answer: SimulatorAnswer
        do {
            answer = try decide(route, parameters, at, elapsed, fault)
        } catch {
            answer = .text(500, "the simulator cannot write its log: \(error)")
        }
        let reply = fault.map { strike($0, request, answer) } ?? .answer(answer)
        return record(request, parameters, at, fault, reply)
    }

    private mutating func decide(
        _ route: Route, _ parameters: RequestParameters, _ at: Date, _ elapsed: Duration, _ fault: FaultKind?
    ) throws -> SimulatorAnswer {
        switch route {
        case .setapp(let operation):
            try setapp.answer(operation, parameters, at: at, fault: fault, log: &log)
        case .send:
            try contacto.send(parameters, at: at, elapsed: elapsed, fault: fault, log: &log)
        case .balance: contacto.balanceAnswer(parameters)
        case .templates: try contacto.templatesAnswer(parameters)
        case .control, .redirected: .text(404, "Not Found")
        }
    }

    /// The body of a request that cannot be read at all: the documented 400 of SetApp; contacto has none.
    private func unreadable(_ route: Route, _ fault: WireFault) -> SimulatorAnswer {
        if case .setapp = route { return SetAppReply.refused(fault.reason) }
        return .json(400, "{\"error\":\(jsonLiteral(fault.reason))}")
    }

    private func strike(
        _ fault: FaultKind, _ request: SimulatorRequest, _ answer: SimulatorAnswer?
    ) -> SimulatorReply {
        switch fault {
        case .dropBefore, .dropAfter: .close
        case .reset: .reset
        case .truncated: answer.map(SimulatorReply.truncated) ?? .close
        case .html, .htmlAfter:
            .answer(.html(200, "<!DOCTYPE html><html><body><h1>Servicio en mantenimiento</h1></body></html>"))
        case .error500Before, .error500After: .answer(.text(500, "Internal Server Error"))
        case .hang: .hang
        case .redirect307:
            .answer(.text(307, "Temporary Redirect", headers: ["Location": "/redirected\(request.path)"]))
        case .tooMany429:
            .answer(.text(429, "Too Many Requests", headers: ["Retry-After": String(Self.retryAfter)]))
        }
    }
}

// MARK: - What tests look at

extension SimulatorState {
    private mutating func record(
        _ request: SimulatorRequest, _ parameters: RequestParameters?, _ at: Date, _ fault: FaultKind?,
        _ reply: SimulatorReply
    ) -> SimulatorReply {
        let answer: SimulatorAnswer? =
            switch reply {
            case .answer(let answer), .truncated(let answer): answer
            case .close, .reset, .hang: nil
            }
        if requests.count >= Self.keptRequests { requests.removeFirst(Self.keptRequests / 2) }
        requests.append(
            RecordedRequest(
                at: at.logStamp, method: request.method, path: request.path,
                encoding: parameters?.encoding.rawValue, fields: parameters?.loggable ?? [:],
                fault: fault?.rawValue, status: answer?.status, answer: answer?.body))
        return reply
    }
}
