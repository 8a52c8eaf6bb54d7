/// Gathers an output and hands it on in pieces of whole lines, so that what is shown of a million sends is never held.
package struct LineBuffer {
    /// Takes UTF-8 that begins and ends a line; only the last piece may end within one.
    package typealias Sink = ([UInt8]) throws -> Void

    /// A piece is handed on when it is as long as this.
    private static let piece = 1 << 16

    private var bytes: [UInt8] = []
    private let sink: Sink

    package init(_ sink: @escaping Sink) {
        self.sink = sink
        bytes.reserveCapacity(Self.piece + Self.piece / 4)
    }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ more: [UInt8]) { bytes += more }

    mutating func line(_ text: String) throws {
        append(text)
        append(UInt8(ascii: "\n"))
        try handOn()
    }

    /// Hands on what is complete, if it is long.
    mutating func handOn() throws {
        guard bytes.count >= Self.piece, let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return }
        let rest = bytes[(end + 1)...]
        if rest.isEmpty {
            try sink(bytes)
            bytes.removeAll(keepingCapacity: true)
        } else {
            try sink(Array(bytes[...end]))
            bytes.removeSubrange(...end)
        }
    }

    /// Hands on what is there, if it is long, though a line may go on after it.
    mutating func handOnPart() throws {
        guard bytes.count >= Self.piece else { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Hands on the rest.
    mutating func finish() throws {
        guard !bytes.isEmpty else { return }
        try sink(bytes)
        bytes.removeAll()
    }

    /// A whole output as a text, for what is small.
    static func text(_ write: (@escaping Sink) throws -> Void) rethrows -> String {
        let whole = Whole()
        try write { whole.bytes += $0 }
        return String(decoding: whole.bytes, as: UTF8.self)
    }

    private final class Whole { var bytes: [UInt8] = [] }
}
