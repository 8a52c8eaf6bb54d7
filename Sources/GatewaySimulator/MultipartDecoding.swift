/// multipart/form-data (RFC 7578) with the boundary syntax of RFC 2046: parts whose Content-Disposition names
/// a field. A part's value is its bytes as they came; nothing is decoded a second time.
enum MultipartDecoding {
    private static let newline = Array("\r\n".utf8)
    private static let headerEnd = Array("\r\n\r\n".utf8)

    static func fields(of body: [UInt8], contentType: String) throws(WireFault) -> [WireField] {
        guard let boundary = parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count)
        else { throw .multipart("no boundary") }
        let delimiter = Array("--\(boundary)".utf8)
        guard body.starts(with: delimiter) else { throw .multipart("does not begin with its boundary") }

        var fields: [WireField] = []
        var position = delimiter.count
        while true {
            let rest = body[position...]
            if rest.starts(with: "--".utf8) { return fields }
            guard rest.starts(with: newline) else { throw .multipart("boundary without end of line") }
            guard let headers = firstIndex(of: headerEnd, in: body, from: position) else {
                throw .multipart("part without headers' end")
            }
            let start = headers + headerEnd.count
            guard let end = firstIndex(of: newline + delimiter, in: body, from: start) else {
                throw .multipart("ends without its last boundary")
            }
            guard let name = fieldName(inHeaders: body[position..<headers]) else {
                throw .multipart("part without a name")
            }
            fields.append(WireField(name: Array(name.utf8), value: Array(body[start..<end])))
            position = end + newline.count + delimiter.count
        }
    }

    private static func fieldName(inHeaders bytes: ArraySlice<UInt8>) -> String? {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        for line in lines {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2, halves[0].lowercased() == "content-disposition" else { continue }
            return parameter("name", of: String(halves[1]))
        }
        return nil
    }

    /// The value of `name=value` or `name="value"` after a semicolon of a header; `\"` within quotes is `"`.
    static func parameter(_ wanted: String, of header: String) -> String? {
        var rest = header.unicodeScalars.drop { $0 != ";" }.dropFirst()
        while !rest.isEmpty {
            let name = String(String.UnicodeScalarView(rest.prefix { $0 != "=" && $0 != ";" }))
            rest = rest.dropFirst(name.unicodeScalars.count).drop { $0 != "=" && $0 != ";" }
            var value = String.UnicodeScalarView()
            if rest.first == "=" {
                rest = rest.dropFirst()
                if rest.first == "\"" {
                    rest = rest.dropFirst()
                    while let scalar = rest.popFirst(), scalar != "\"" {
                        if scalar == "\\", let escaped = rest.popFirst() {
                            value.append(escaped)
                        } else {
                            value.append(scalar)
                        }
                    }
                } else {
                    value.append(contentsOf: rest.prefix { $0 != ";" && $0 != " " })
                }
            }
            if name.filter({ $0 != " " }).lowercased() == wanted { return String(value) }
            rest = rest.drop { $0 != ";" }.dropFirst()
        }
        return nil
    }

    private static func firstIndex(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            needle.withUnsafeBufferPointer { needle in
                var index = start
                while index + needle.count <= bytes.count {
                    var matched = 0
                    while matched < needle.count, bytes[index + matched] == needle[matched] { matched += 1 }
                    if matched == needle.count { return index }
                    index += 1
                }
                return nil
            }
        }
    }
}
