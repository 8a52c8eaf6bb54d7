import LedgerSQL

/// The values of a statement as they go over the wire: in binary, each with the type that it is declared as.
struct ParameterBuffer {
    /// Types by their numbers in `pg_type`; 0 leaves the type to the server.
    private(set) var types: [UInt32] = []
    private var bytes: [UInt8] = []
    /// Where each value begins; nil for null.
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []

    init(_ values: [SQLValue]) {
        types.reserveCapacity(values.count)
        offsets.reserveCapacity(values.count)
        lengths.reserveCapacity(values.count)
        bytes.reserveCapacity(values.count * 16)
        for value in values {
            let start = bytes.count
            Self.append(value, to: &bytes)
            types.append(Self.type(of: value))
            offsets.append(value == .null ? nil : start)
            lengths.append(Int32(clamping: bytes.count - start))
        }
        // An empty value has a place, too: no place means null.
        bytes.append(0)
    }

    /// A value in binary; nothing for null.
    static func append(_ value: SQLValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: break
        case .integer(let integer): withUnsafeBytes(of: integer.bigEndian) { bytes += $0 }
        // No text of PostgreSQL's holds a NUL.
        case .text(let text):
            if text.utf8.contains(0) {
                bytes += text.replacing("\0", with: "\u{FFFD}").utf8
            } else {
                bytes += text.utf8
            }
        case .bytes(let content): bytes += content
        }
    }

    static func type(of value: SQLValue) -> UInt32 {
        switch value {
        case .null: 0
        case .integer: PostgresType.int8
        case .text: PostgresType.text
        case .bytes: PostgresType.bytea
        }
    }

    /// Whether a statement that was prepared for these types takes the values.
    func fits(_ declared: [UInt32]) -> Bool {
        declared.count == types.count && zip(types, declared).allSatisfy { $0 == 0 || $0 == $1 }
    }

    /// How many there are, where each lies, their lengths, and that all are binary.
    func withPointers<Value>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) throws -> Value
    ) rethrows -> Value {
        let formats = [Int32](repeating: 1, count: types.count)
        return try bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
            return try pointers.withUnsafeBufferPointer { pointers in
                try lengths.withUnsafeBufferPointer { lengths in
                    try formats.withUnsafeBufferPointer { formats in
                        try body(
                            Int32(types.count), pointers.baseAddress, lengths.baseAddress, formats.baseAddress
                        )
                    }
                }
            }
        }
    }
}

/// Numbers of types in `pg_type`, which never change (`pg_type.dat` of PostgreSQL's sources).
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let unknown: UInt32 = 705
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
}
