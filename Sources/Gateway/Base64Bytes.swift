/// Standard base64 with padding (RFC 4648, section 4), from bytes to ASCII bytes.
///
/// Media of many megabytes pass through here; going by `String` would copy them twice more.
package enum Base64Bytes {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        let count = (bytes.count + 2) / 3 * 4
        return [UInt8](unsafeUninitializedCapacity: count) { output, written in
            bytes.withUnsafeBufferPointer { input in
                alphabet.withUnsafeBufferPointer { digits in
                    fill(output, from: input, digits)
                }
            }
            written = count
        }
    }

    private static func fill(
        _ output: UnsafeMutableBufferPointer<UInt8>, from input: UnsafeBufferPointer<UInt8>,
        _ digits: UnsafeBufferPointer<UInt8>
    ) {
        var read = 0
        var write = 0
        while read + 2 < input.count {
            let first = input[read]
            let second = input[read + 1]
            let third = input[read + 2]
            output[write] = digits[Int(first >> 2)]
            output[write + 1] = digits[Int((first & 0x03) << 4 | second >> 4)]
            output[write + 2] = digits[Int((second & 0x0F) << 2 | third >> 6)]
            output[write + 3] = digits[Int(third & 0x3F)]
            read += 3
            write += 4
        }
        guard read < input.count else { return }
        let first = input[read]
        let second = read + 1 < input.count ? input[read + 1] : 0
        output[write] = digits[Int(first >> 2)]
        output[write + 1] = digits[Int((first & 0x03) << 4 | second >> 4)]
        output[write + 2] = read + 1 < input.count ? digits[Int((second & 0x0F) << 2)] : padding
        output[write + 3] = padding
    }
}
