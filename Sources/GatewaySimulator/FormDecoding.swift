/// One name and value as they came, decoded to bytes: whether they are UTF-8 is for the gateway's rules to
/// say.
struct WireField: Equatable {
    var name: [UInt8]
    var value: [UInt8]
}

/// What keeps a request from being read at all; the client gets a 400 with these words.
enum WireFault: Error, Equatable {
    case percentEscape
    case multipart(String)
    case contentType(String)
    case repeated(String)

    var reason: String {
        switch self {
        case .percentEscape: "a % that two hexadecimal digits do not follow"
        case .multipart(let what): "multipart/form-data: \(what)"
        case .contentType(let type): "content type not understood: \(type)"
        case .repeated(let name): "parameter given twice: \(name)"
        }
    }
}

/// application/x-www-form-urlencoded (WHATWG URL, section 5.1), and so the query string too, with one
/// difference: an escape that is none is an error instead of standing for itself.
enum FormDecoding {
    static func fields(of bytes: some Collection<UInt8>) throws(WireFault) -> [WireField] {
        var fields: [WireField] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            let value = pair.dropFirst(name.count).dropFirst()
            fields.append(WireField(name: try decode(name), value: try decode(value)))
        }
        return fields
    }

    /// `+` is a space, `%41` a byte. Everything is decoded once: `%250A` stays visible as `%0A`.
    static func decode(_ bytes: some Sequence<UInt8>) throws(WireFault) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.underestimatedCount)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"):
                result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexDigit),
                    let low = iterator.next().flatMap(hexDigit)
                else { throw .percentEscape }
                result.append(high << 4 | low)
            default:
                result.append(byte)
            }
        }
        return result
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
