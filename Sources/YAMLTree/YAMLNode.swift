import Diagnostics

/// A scalar, a list or a mapping of a YAML file, with its place.
///
/// A value of two words that may be copied and kept freely; it keeps its document alive.
package struct YAMLNode: Sendable {
    package enum Kind: UInt8, Sendable { case scalar, sequence, mapping }

    /// How a scalar is written. Collections are `.plain`.
    package enum Style: UInt8, Sendable { case plain, singleQuoted, doubleQuoted, literal, folded }

    package let document: YAMLDocument
    let index: Int

    @inline(__always)
    var record: NodeRecord { document.nodes[index] }

    package var kind: Kind { record.kind }
    package var style: Style { record.style }

    /// The line on which the node begins, counted from 1; needs no look at the text.
    package var line: Int { record.line + 1 }

    /// Whether the value is left out, as in `key:`.
    package var isEmptyPlain: Bool {
        let record = record
        return record.isScalar && record.style == .plain && record.count == 0
    }

    /// Items of a sequence, entries of a mapping; 0 for a scalar.
    package var count: Int {
        let record = record
        return record.isScalar ? 0 : Int(record.count)
    }
}

extension YAMLNode {
    /// The scalar's value; empty for a collection.
    package var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

    /// Gives the scalar's value as UTF-8 without making a string of it; empty for a collection. The bytes
    /// must not be kept.
    package func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        let record = record
        guard record.isScalar else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
        let range = Int(record.payload)..<Int(record.payload) + Int(record.count)
        if record.isVerbatim {
            return try document.source.bytes.withUnsafeBufferPointer {
                try body(UnsafeBufferPointer(rebasing: $0[range]))
            }
        }
        return try document.values.withUnsafeBufferPointer {
            try body(UnsafeBufferPointer(rebasing: $0[range]))
        }
    }

    /// Whether the scalar's value is exactly this text.
    package func textEquals(_ expected: StaticString) -> Bool {
        let record = record
        guard record.isScalar, Int(record.count) == expected.utf8CodeUnitCount,
            expected.hasPointerRepresentation
        else { return false }
        return withBytes { bytes in
            for index in 0..<bytes.count where bytes[index] != expected.utf8Start[index] { return false }
            return true
        }
    }
}
