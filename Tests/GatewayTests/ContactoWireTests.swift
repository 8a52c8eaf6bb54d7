import CampaignModel
import Foundation
import Gateway
import Testing

/// Expectations are written by hand from gateways.md, section 2; encodings checked with Python's `urllib`.
struct ContactoWireTests {
    private let account = "login=usuario&token=s3cr%2Bt%2Ftok&id_template=1042"

    @Test func `values stand in brackets, parameters in the manual's order`() throws {
        let content = Samples.template(["Carlos", "$100", "miércoles"], customField: "1032\n+5")
        let wire = try ContactoWire.encode(Samples.message(content), line: Samples.contacto())
        #expect(wire.url == "https://contacto-multichat.com/bot/chat_wa/ws/send/")
        #expect(wire.headers == [WireHeader("Content-Type", "application/x-www-form-urlencoded")])
        #expect(
            wire.bodyText == account
                + "&template_variables=%5BCarlos%5D%20%5B%24100%5D%20%5Bmi%C3%A9rcoles%5D"
                + "&mobile=573204981029&custom_field=1032%0A%2B5")
        #expect(wire.operation == .message)
    }

    @Test(arguments: [nil, ""])
    func `without a custom field of its own a send carries its key, and no empty variables`(
        customField: String?
    ) throws {
        let content = Samples.template(customField: customField)
        let wire = try ContactoWire.encode(Samples.message(content), line: Samples.contacto())
        #expect(
            wire.bodyText
                == account
                + "&mobile=573204981029&custom_field=cobro%2F1%2Fonce%2Frecordatorio%2F573204981029")
    }

    @Test func `media by address goes as it is`() throws {
        let content = Samples.template(media: .url("https://f.example.com/a b+c.pdf"), customField: "x")
        let wire = try ContactoWire.encode(Samples.message(content), line: Samples.contacto())
        #expect(
            wire.bodyText == account
                + "&mobile=573204981029&media=https%3A%2F%2Ff.example.com%2Fa%20b%2Bc.pdf&custom_field=x")
    }

    @Test func `a base64 plus arrives as a plus`() throws {
        let media = FilledTemplate.Media.bytes(sha256: [], name: "factura-01.pdf")
        let request = try Samples.message(
            Samples.template(media: media, customField: "x"), mediaBytes: [0xFB, 0xEF, 0xBE, 0xFF, 0xFF])
        let wire = try ContactoWire.encode(request, line: Samples.contacto())
        #expect(
            wire.bodyText == account
                + "&mobile=573204981029&media=%2B%2B%2B%2B%2F%2F8%3D&media_name=factura-01.pdf&custom_field=x"
        )
    }

    @Test(arguments: 0...70)
    func `base64 agrees with Foundation's at every length`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
        #expect(
            String(decoding: Base64Bytes.encode(bytes), as: UTF8.self) == Data(bytes).base64EncodedString())
    }

    @Test func `multipart has one part a field and ends with its boundary`() throws {
        let content = Samples.template(["Ana + Eva"], customField: "á\n")
        let wire = try ContactoWire.encode(Samples.message(content), line: Samples.contacto(.multipart))
        let type = try #require(wire.headers.value(of: "content-type"))
        let boundary = try #require(type.split(separator: "boundary=").last.map(String.init))
        #expect(type == "multipart/form-data; boundary=" + boundary)
        #expect((1...70).contains(boundary.count))
        var expected = ""
        for (name, value) in [
            ("login", "usuario"), ("token", "s3cr+t/tok"), ("id_template", "1042"),
            ("template_variables", "[Ana + Eva]"), ("mobile", "573204981029"), ("custom_field", "á\n"),
        ] {
            expected +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        #expect(wire.bodyText == expected + "--\(boundary)--\r\n")
    }

    @Test func `multipart media is plain base64`() throws {
        let media = FilledTemplate.Media.bytes(sha256: [], name: "factura-01.pdf")
        let request = try Samples.message(
            Samples.template(media: media, customField: "x"), mediaBytes: [0xFB, 0xEF, 0xBE, 0xFF, 0xFF])
        let wire = try ContactoWire.encode(request, line: Samples.contacto(.multipart))
        #expect(wire.bodyText.contains("name=\"media\"\r\n\r\n++++//8=\r\n"))
        #expect(wire.bodyText.contains("name=\"media_name\"\r\n\r\nfactura-01.pdf\r\n"))
    }

    @Test func `equal sends have equal bytes, and the boundary occurs in no value`() throws {
        let first = try ContactoWire.encode(
            Samples.message(Samples.template(["a"])), line: Samples.contacto(.multipart))
        let second = try ContactoWire.encode(
            Samples.message(Samples.template(["a"])), line: Samples.contacto(.multipart))
        #expect(first == second)
        // Fields are hashed in order, so a text with the other's boundary at its end cannot also have it.
        let plain = MultipartBody([FormEncoding.Field("a", "x")])
        let hostile = MultipartBody([FormEncoding.Field("a", "--\(plain.boundary)\r\n")])
        #expect(!"--\(plain.boundary)\r\n".contains(hostile.boundary))
    }

    @Test(arguments: ["https://c.example.com/ws", "https://c.example.com/ws/"])
    func `the endpoint is send/ below the line's url`(url: String) throws {
        let wire = try ContactoWire.encode(
            Samples.message(Samples.template()), line: Samples.contacto(url: url))
        #expect(wire.url == "https://c.example.com/ws/send/")
    }

    @Test(arguments: ["a]b", "[", "x] [y"])
    func `a bracket inside a value is a mistake, for it would shift the values after it`(value: String) throws
    {
        #expect(throws: EncodingMistake.bracketInVariable(position: 2)) {
            try ContactoWire.encode(
                Samples.message(Samples.template(["ok", value])), line: Samples.contacto())
        }
    }

    @Test func `an empty value is a mistake`() throws {
        #expect(throws: EncodingMistake.empty(field: "template_variables, value 1")) {
            try ContactoWire.encode(Samples.message(Samples.template([" "])), line: Samples.contacto())
        }
    }

    @Test(arguments: [
        "corto.pdf", "sin-extension", "programa-01.exe", String(repeating: "a", count: 57) + ".pdf",
    ])
    func `a name that would turn the file into a PDF is a mistake`(name: String) throws {
        let request = try Samples.message(
            Samples.template(media: .bytes(sha256: [], name: name)), mediaBytes: [1])
        #expect(throws: EncodingMistake.unusableMediaName) {
            try ContactoWire.encode(request, line: Samples.contacto())
        }
    }

    @Test func `media and bytes must belong together`() throws {
        let named = FilledTemplate.Media.bytes(sha256: [], name: "factura-01.pdf")
        let requests = [
            try Samples.message(Samples.template(media: named)),
            try Samples.message(Samples.template(media: .url("https://x.co/a.pdf")), mediaBytes: [1]),
            try Samples.message(Samples.template(), mediaBytes: [1]),
        ]
        for request in requests {
            #expect(throws: EncodingMistake.mediaBytesDoNotFit) {
                try ContactoWire.encode(request, line: Samples.contacto())
            }
        }
    }

    @Test func `a custom field of 1,001 characters is a mistake`() throws {
        let content = Samples.template(customField: String(repeating: "x", count: 1001))
        #expect(throws: EncodingMistake.tooLong(field: "custom_field", count: 1001, limit: 1000)) {
            try ContactoWire.encode(Samples.message(content), line: Samples.contacto())
        }
    }

    @Test func `contacto sends templates to persons only`() throws {
        #expect(throws: EncodingMistake.wrongGateway(.contacto)) {
            try ContactoWire.encode(Samples.message(.text("hola")), line: Samples.contacto())
        }
        #expect(throws: EncodingMistake.wrongTarget) {
            try ContactoWire.encode(Samples.group(Samples.template()), line: Samples.contacto())
        }
        #expect(throws: EncodingMistake.unusableEndpoint(.message)) {
            try ContactoWire.encode(
                Samples.message(Samples.template()), line: Samples.contacto(url: "https://c.example.com/?a=b")
            )
        }
    }
}
