/// A request as the simulator sees it once its body has arrived: all a gateway's rules depend on.
public struct SimulatorRequest: Sendable {
    /// `GET`, `POST` …
    public var method: String
    /// The path without query and without percent decoding.
    public var path: String
    /// What follows the `?`, undecoded; empty without one.
    public var query: [UInt8]
    /// The value of Content-Type, empty without one.
    public var contentType: String
    /// The body's bytes.
    public var body: [UInt8]

    /// A request from its parts; `target` is path and query as they stand in the request line.
    public init(method: String, target: String, contentType: String = "", body: [UInt8] = []) {
        self.method = method
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = halves.first.map(String.init) ?? ""
        query = halves.count > 1 ? Array(halves[1].utf8) : []
        self.contentType = contentType
        self.body = body
    }
}

/// What the simulator does with a request. Performing it is the HTTP side's work; a test reads it as a value.
public enum SimulatorReply: Sendable, Equatable {
    /// An ordinary answer.
    case answer(SimulatorAnswer)
    /// The connection is closed without one.
    case close
    /// The connection is reset.
    case reset
    /// Head and half of the body leave, then the connection is closed.
    case truncated(SimulatorAnswer)
    /// Nothing happens until the client gives up.
    case hang
}

/// Status, headers and body of an answer.
public struct SimulatorAnswer: Sendable, Equatable {
    /// The HTTP status.
    public var status: Int
    /// Headers besides Content-Length and Date, in order.
    public var headers: [String: String]
    /// The body's text, sent as UTF-8.
    public var body: String

    static func json(_ status: Int, _ body: String) -> SimulatorAnswer {
        SimulatorAnswer(
            status: status, headers: ["Content-Type": "application/json; charset=utf-8"], body: body)
    }

    static func text(_ status: Int, _ body: String, headers: [String: String] = [:]) -> SimulatorAnswer {
        let type = ["Content-Type": "text/plain; charset=utf-8"]
        return SimulatorAnswer(status: status, headers: type.merging(headers) { $1 }, body: body)
    }

    static func html(_ status: Int, _ body: String) -> SimulatorAnswer {
        SimulatorAnswer(status: status, headers: ["Content-Type": "text/html; charset=utf-8"], body: body)
    }
}
