/// The exact bytes of one send: always a `POST`.
///
/// It holds secrets and personal data, so its description names sizes only.
package struct WireRequest: Sendable, Hashable {
    /// Complete and percent-encoded.
    package var url: String
    /// In the order in which they are sent. Content-Length, Host and Connection are the HTTP client's.
    package var headers: [WireHeader]
    /// The body's bytes in the order in which they leave. A file is shared with every request that carries it.
    package var bodyParts: [[UInt8]]
    package var operation: SendOperation

    package init(url: String, headers: [WireHeader], bodyParts: [[UInt8]], operation: SendOperation) {
        self.url = url
        self.headers = headers
        self.bodyParts = bodyParts
        self.operation = operation
    }

    package init(url: String, headers: [WireHeader], body: [UInt8], operation: SendOperation) {
        self.init(url: url, headers: headers, bodyParts: body.isEmpty ? [] : [body], operation: operation)
    }

    /// The whole body: a copy, which a large file makes a large one.
    package var body: [UInt8] { Array(bodyParts.joined()) }

    /// Bytes of the body.
    package var bodyLength: Int { bodyParts.reduce(0) { $0 + $1.count } }
}

/// One header field of a request or a reply.
package struct WireHeader: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension WireRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "POST \(operation.rawValue) (\(bodyLength) bytes)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension [WireHeader] {
    /// The first value of a field; names are compared without case (RFC 9110, 5.1).
    package func value(of name: String) -> String? {
        first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
