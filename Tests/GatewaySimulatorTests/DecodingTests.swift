import Testing

@testable import GatewaySimulator

@Suite struct DecodingTests {
    @Test(arguments: [
        ("a=b", ["a=b"]),
        ("a=b&c=d", ["a=b", "c=d"]),
        ("a=x+y", ["a=x y"]),
        ("a=x%2By", ["a=x+y"]),
        ("a=%0A", ["a=\n"]),
        ("a=%250A", ["a=%0A"]),
        ("a=\\n", ["a=\\n"]),
        ("a=mi%C3%A9rcoles", ["a=miércoles"]),
        ("a=mi%c3%a9rcoles", ["a=miércoles"]),
        ("a", ["a="]),
        ("a=", ["a="]),
        ("=b", ["=b"]),
        ("a=b=c", ["a=b=c"]),
        ("&&a=b&", ["a=b"]),
        ("", []),
    ])
    func `a form is decoded once, byte by byte`(text: String, expected: [String]) throws {
        let fields = try FormDecoding.fields(of: Array(text.utf8))
        #expect(
            fields.map { String(decoding: $0.name + [0x3D] + $0.value, as: UTF8.self) } == expected)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%4g", "a=%%41", "%zz=b", "a=100% sure"])
    func `an escape without two hexadecimal digits is refused`(text: String) {
        #expect(throws: WireFault.percentEscape) { try FormDecoding.fields(of: Array(text.utf8)) }
    }

    @Test func `a multipart body gives each part's bytes as they came`() throws {
        let body = [
            "--B1", "Content-Disposition: form-data; name=\"token\"", "", "demo",
            "--B1", "content-disposition: form-data; name=text", "Content-Type: text/plain", "",
            "a+b%20c\r\nd",
            "--B1", "Content-Disposition: form-data; name=\"a\\\"b\"; filename=\"x.pdf\"", "", "",
            "--B1--", "",
        ].joined(separator: "\r\n")
        let fields = try MultipartDecoding.fields(
            of: Array(body.utf8), contentType: "multipart/form-data; charset=utf-8; boundary=\"B1\"")
        #expect(
            fields == [
                WireField(name: Array("token".utf8), value: Array("demo".utf8)),
                WireField(name: Array("text".utf8), value: Array("a+b%20c\r\nd".utf8)),
                WireField(name: Array("a\"b".utf8), value: []),
            ])
    }

    @Test(arguments: [
        ("multipart/form-data", "--B\r\n\r\n"),
        ("multipart/form-data; boundary=", "--\r\n"),
        ("multipart/form-data; boundary=B", ""),
        ("multipart/form-data; boundary=B", "--B"),
        ("multipart/form-data; boundary=B", "--B\r\n"),
        ("multipart/form-data; boundary=B", "--B\r\n\r\nx\r\n--B--"),
        ("multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx"),
        ("multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--"),
        (
            "multipart/form-data; boundary=B",
            "--Bx\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--B--"
        ),
        ("multipart/form-data; boundary=\"B", "--C"),
    ])
    func `a broken multipart body is refused`(contentType: String, body: String) {
        #expect(throws: WireFault.self) {
            try MultipartDecoding.fields(of: Array(body.utf8), contentType: contentType)
        }
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
        ("Zm9vYmFy", "foobar"),
    ])
    func `base64 is decoded as in RFC 4648`(encoded: String, decoded: String) {
        #expect(StrictBase64.decode(Array(encoded.utf8)) == Array(decoded.utf8))
    }

    @Test func `every byte survives base64 with a plus and a slash`() {
        #expect(StrictBase64.decode(Array("+/+/".utf8)) == [0xFB, 0xFF, 0xBF])
    }

    @Test(arguments: [
        "", "Zg", "Zg=", "Zg===", "Zm9v ", " /+/", "Zm9v\r\nZm8=", "-_-_", "Zh==", "Zm9=", "====", "Z===",
    ])
    func `anything but canonical base64 is refused`(text: String) {
        #expect(StrictBase64.decode(Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        ("", TemplateVariables.values([])),
        ("[Carlos] [$100] [miércoles]", .values(["Carlos", "$100", "miércoles"])),
        ("[a b] [😀]", .values(["a b", "😀"])),
        ("[]", .values([""])),
        ("[a][b]", .malformed),
        ("[a]  [b]", .malformed),
        ("[a] ", .malformed),
        (" [a]", .malformed),
        ("a", .malformed),
        ("[a", .malformed),
        ("[a] [b [c]]", .malformed),
        ("[a]] [b]", .malformed),
    ])
    func `template variables stand in brackets with one space between`(
        text: String, expected: TemplateVariables
    ) {
        #expect(TemplateVariables(text) == expected)
    }

    @Test(arguments: [
        ("\"573137515204\", \"573204981029\"", ["573137515204", "573204981029"] as [String]?),
        ("\"573137515204\",\"573204981029\"", ["573137515204", "573204981029"]),
        ("\"573137515204\"", ["573137515204"]),
        ("573137515204, 573204981029", nil),
        ("\"573137515204\";\"573204981029\"", nil),
        ("\"573137515204\",", nil),
        ("\"573137515204\",  \"573204981029\"", nil),
        ("\"+573137515204\"", nil),
        ("\"\"", nil),
        ("\"", nil),
        ("“573137515204”", nil),
    ])
    func `phones of a group stand in double quotes with commas between`(list: String, expected: [String]?) {
        #expect(SetAppGateway.quotedPhones(list) == expected)
    }

    /// Vectors of the reference implementation of FNV-1a.
    @Test(arguments: [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")])
    func `the hash of media is FNV-1a`(text: String, expected: String) {
        #expect(fnv1a64(text.utf8) == expected)
    }
}
