/// `multipart/form-data` (RFC 7578) of plain fields.
///
/// The boundary is computed from the fields: it occurs in none of them, and equal fields give equal bytes, so
/// that a probe can repeat a send exactly.
package struct MultipartBody: Sendable, Hashable {
    package let boundary: String
    /// The body in parts, of which files are shared with whatever else carries them.
    package let parts: [[UInt8]]

    package var bytes: [UInt8] { Array(parts.joined()) }

    package var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    package init(_ fields: [FormEncoding.Field]) {
        let boundary = MultipartBody.boundary(for: fields)
        var body = BodyParts(reserving: fields.reduce(128) { $0 + $1.estimatedLength + 128 })
        for field in fields {
            // Names are this program's own ASCII words, which need no quoting.
            let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n"
            body.append(head.utf8)
            switch field.value {
            case .text(let text): body.append(text.utf8)
            case .media(let media): body.append(shared: media.base64)
            }
            body.append("\r\n".utf8)
        }
        body.append("--\(boundary)--\r\n".utf8)
        self.boundary = boundary
        parts = body.all
    }

    /// The first of a fixed series of words that no text contains. Base64 has no hyphen and contains none.
    private static func boundary(for fields: [FormEncoding.Field]) -> String {
        let texts = fields.compactMap { field -> String? in
            if case .text(let text) = field.value { text } else { nil }
        }
        var seed: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in texts.lazy.flatMap(\.utf8) { seed = (seed ^ UInt64(byte)) &* 0x0100_0000_01B3 }
        while true {
            let digits = String(seed, radix: 16)
            let candidate = "pregon-" + String(repeating: "0", count: 16 - digits.count) + digits
            if !texts.contains(where: { $0.contains(candidate) }) { return candidate }
            seed &+= 1
        }
    }
}
