/// `application/x-www-form-urlencoded`, the careful way: only unreserved characters stand for themselves.
///
/// A space is `%20` rather than `+`, which every decoder reads the same; a newline is `%0A`, a plus `%2B`
/// (gateways.md). Each text is encoded exactly once.
package enum FormEncoding {
    /// One name and its value.
    package struct Field: Sendable, Hashable {
        package var name: String
        package var value: Value

        package enum Value: Sendable, Hashable {
            case text(String)
            /// A file, as base64.
            case media(EncodedMedia)
        }

        package init(_ name: String, _ text: String) {
            self.name = name
            value = .text(text)
        }

        package init(_ name: String, media: EncodedMedia) {
            self.name = name
            value = .media(media)
        }
    }

    /// `name=value&name=value`, in the order given.
    package static func body(_ fields: [Field]) -> [UInt8] { Array(parts(fields).joined()) }

    /// The same in parts, of which files are shared with whatever else carries them.
    package static func parts(_ fields: [Field]) -> [[UInt8]] {
        var result = BodyParts(reserving: fields.reduce(0) { $0 + $1.estimatedLength })
        for (index, field) in fields.enumerated() {
            result.write { bytes in
                if index > 0 { bytes.append(UInt8(ascii: "&")) }
                append(field.name.utf8, to: &bytes)
                bytes.append(UInt8(ascii: "="))
                if case .text(let text) = field.value { append(text.utf8, to: &bytes) }
            }
            if case .media(let media) = field.value { result.append(shared: media.formValue) }
        }
        return result.all
    }

    package static func encoded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        append(bytes, to: &result)
        return result
    }

    private static func append(_ bytes: some Sequence<UInt8>, to result: inout [UInt8]) {
        for byte in bytes {
            if isUnreserved(byte) {
                result.append(byte)
            } else {
                result.append(UInt8(ascii: "%"))
                result.append(hexDigit(byte >> 4))
                result.append(hexDigit(byte & 0x0F))
            }
        }
    }

    /// RFC 3986, section 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}

extension FormEncoding.Field {
    /// Bytes to reserve: texts mostly stand for themselves, and files are not copied.
    var estimatedLength: Int {
        switch value {
        case .text(let text): name.utf8.count + text.utf8.count * 2 + 2
        case .media: name.utf8.count + 2
        }
    }
}
