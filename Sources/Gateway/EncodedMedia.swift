import Synchronization

/// A media file as it travels: base64, encoded once, however many messages carry it.
///
/// Requests hold it by reference, so a message costs the bytes of its own fields only; memory grows with the
/// largest file, not with the audience.
package final class EncodedMedia: Sendable {
    /// Standard base64 with padding (RFC 4648, section 4): what a multipart body carries.
    package let base64: [UInt8]
    /// The same, percent-encoded for a form; made when the first form asks for it.
    private let escaped = Mutex<[UInt8]?>(nil)

    package init(_ bytes: [UInt8]) { base64 = Base64Bytes.encode(bytes) }

    package var isEmpty: Bool { base64.isEmpty }

    /// As a form's value: `+`, `/` and `=` escaped.
    package var formValue: [UInt8] {
        escaped.withLock { known in
            if let known { return known }
            let made = FormEncoding.encoded(base64)
            known = made
            return made
        }
    }

    /// Bytes in memory, encoded forms included.
    package var footprint: Int { base64.count + escaped.withLock { $0?.count ?? 0 } }
}

extension EncodedMedia: Hashable {
    package static func == (one: EncodedMedia, other: EncodedMedia) -> Bool {
        one === other || one.base64 == other.base64
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(base64) }
}

/// Parts that follow one another as one body; joined only where somebody needs the whole.
struct BodyParts {
    private(set) var finished: [[UInt8]] = []
    private var current: [UInt8] = []

    init(reserving capacity: Int) { current.reserveCapacity(capacity) }

    mutating func append(_ bytes: some Sequence<UInt8>) { current += bytes }

    /// Hands bytes to be changed in place to `write`.
    mutating func write(_ write: (inout [UInt8]) -> Void) { write(&current) }

    /// Adds bytes that are shared with other bodies, without copying them.
    mutating func append(shared bytes: [UInt8]) {
        if !current.isEmpty { finished.append(current) }
        current = []
        finished.append(bytes)
    }

    var all: [[UInt8]] { current.isEmpty ? finished : finished + [current] }
}
