import CampaignModel
import Gateway
import Testing

/// The bytes of an operation, written by hand from the manual's words.
struct ManualWireRow: Sendable, CustomTestStringConvertible {
    enum Body: Sendable {
        /// `name=value&…`, as it must stand on the wire.
        case form(String)
        /// Everything in the address, no body.
        case query
        /// The parts in order, each value as it must stand on the wire.
        case multipart([(name: String, value: String)])
    }

    let fact: ManualFact
    let line: @Sendable () throws -> ResolvedLine
    let request: @Sendable () throws -> SendRequest
    let url: String
    let body: Body

    var testDescription: String { fact.description }

    private static let hook = "https://hook.example.com/"
    private static let common = "cliente=00363&token=T0kenT0kenT0kenT0ken"
    private static let send = "https://contacto-multichat.com/bot/chat_wa/ws/send/"
    private static let account = "login=usuario&token=s3cr%2Bt%2Ftok&id_template=1042"

    private static func setapp(
        _ line: Int, _ words: String, _ url: String, _ fields: String,
        _ request: @escaping @Sendable () throws -> SendRequest
    ) -> ManualWireRow {
        ManualWireRow(
            fact: ManualFact(line, words), line: { try Samples.setapp() }, request: request, url: hook + url,
            body: .form(common + fields))
    }

    private static func contacto(
        _ line: Int, _ words: String, _ fields: String, _ content: SendContent, media: [UInt8]? = nil
    ) -> ManualWireRow {
        ManualWireRow(
            fact: ManualFact(line, words), line: { try Samples.contacto() },
            request: { try Samples.message(content, mediaBytes: media) }, url: send,
            body: .form(account + fields))
    }

    static let all: [ManualWireRow] = setappRows + contactoRows

    private static let setappRows: [ManualWireRow] = [
        setapp(16, "5 digits, leading zeros kept", "m1", "&phone=573204981029&text=Hola%20Ana%21") {
            try Samples.message(.text("Hola Ana!"))
        },
        setapp(20, "`phone`: country code and number, digits only", "m1", "&phone=573204981029&text=100%25") {
            try Samples.message(.text("100%"))
        },
        setapp(
            20, "ends with `.png` or `.jpg`, an image is sent", "m1",
            "&phone=573204981029&text=https%3A%2F%2Fcdn.example.com%2Fpromo.png"
        ) { try Samples.message(.image("https://cdn.example.com/promo.png")) },
        setapp(
            20, "if it ends with `.pdf`, a PDF document", "m1",
            "&phone=573204981029&text=https%3A%2F%2Fcdn.example.com%2Fguia.pdf"
        ) { try Samples.message(.document("https://cdn.example.com/guia.pdf")) },
        setapp(
            21, "each number in double quotes, separated by a comma", "g2",
            "&phones=%22573137515204%22%2C%20%22573204981029%22&groupName=Dream%20Team"
                + "&text=This%20is%20a%20great%20group"
        ) {
            Samples.group(
                .groupCreation(
                    name: "Dream Team", welcome: "This is a great group",
                    members: [try Samples.phone("573137515204"), try Samples.phone("573204981029")]))
        },
        setapp(
            22, "what the creation returned", "gm3",
            "&chatId=573123252394-1549415611%40g.us&text=You%20don%27t%20know%20jon%20snow"
        ) { Samples.group(.groupText("You don't know jon snow"), chatID: Samples.chatID) },
        setapp(
            23, "`text`: the attachment's name", "gf4?v=1",
            "&chatId=573123252394-1549415611%40g.us&text=500px-Eye_iris.jpg"
                + "&adjunto=https%3A%2F%2Fupload.wikimedia.org%2F500px-Eye_iris.jpg&titulo=IRIS"
        ) {
            Samples.group(
                .groupFile(
                    url: "https://upload.wikimedia.org/500px-Eye_iris.jpg", name: "500px-Eye_iris.jpg",
                    title: "IRIS"), chatID: Samples.chatID)
        },
        setapp(
            25, "Formatting in text: `*bold*`, `_italic_`, `~strikethrough~`", "m1",
            "&phone=573204981029&text=%2Ab%2A%20_i_%20~s~%20%60%60%60m%60%60%60"
        ) { try Samples.message(.text("*b* _i_ ~s~ ```m```")) },
        setapp(25, "A line break is `%0A` on the wire", "m1", "&phone=573204981029&text=Hola%0AAna%5Cn") {
            try Samples.message(.text("Hola\nAna\\n"))
        },
        ManualWireRow(
            fact: ManualFact(14, "per-line setting for the query-string form"),
            line: { try Samples.setapp(.query) }, request: { try Samples.message(.text("á & b")) },
            url: hook + "m1?" + common + "&phone=573204981029&text=%C3%A1%20%26%20b", body: .query),
        ManualWireRow(
            fact: ManualFact(11, "the product is configured with four"),
            line: { try Samples.setapp(.query) },
            request: {
                Samples.group(.groupFile(url: "https://x.co/a.pdf", name: "a", title: "t"), chatID: "1@g.us")
            },
            url: hook + "gf4?v=1&" + common
                + "&chatId=1%40g.us&text=a&adjunto=https%3A%2F%2Fx.co%2Fa.pdf&titulo=t", body: .query),
    ]

    private static let contactoRows: [ManualWireRow] = [
        contacto(
            79, "platform user", "&mobile=573204981029&custom_field=x", Samples.template(customField: "x")),
        contacto(
            80, "API token, not the password", "&mobile=573204981029&custom_field=x",
            Samples.template(customField: "x")),
        contacto(
            81, "the template's number", "&mobile=573204981029&custom_field=x",
            Samples.template(customField: "x")),
        contacto(
            82, "each value in square brackets, separated by a space",
            "&template_variables=%5BCarlos%5D%20%5B%24100%5D%20%5Bmi%C3%A9rcoles%5D&mobile=573204981029"
                + "&custom_field=x", Samples.template(["Carlos", "$100", "miércoles"], customField: "x")),
        contacto(
            83, "starts with 57 and has 12 digits", "&mobile=573204981029&custom_field=x",
            Samples.template(customField: "x")),
        contacto(
            84, "a web address of the file",
            "&mobile=573204981029&media=https%3A%2F%2Ff.co%2Fa.pdf&custom_field=x",
            Samples.template(media: .url("https://f.co/a.pdf"), customField: "x")),
        contacto(
            84, "the file as a base64 string",
            "&mobile=573204981029&media=%2B%2F8%3D&media_name=factura-01.pdf&custom_field=x",
            Samples.template(media: .bytes(sha256: [], name: "factura-01.pdf"), customField: "x"),
            media: [0xFB, 0xFF]),
        contacto(
            85, "with base64: 10 to 60 characters",
            "&mobile=573204981029&media=AA%3D%3D&media_name=f00001.png&custom_field=x",
            Samples.template(media: .bytes(sha256: [], name: "f00001.png"), customField: "x"), media: [0]),
        contacto(
            86, "comes back when the recipient replies", "&mobile=573204981029&custom_field=doc%2F1%20%2B",
            Samples.template(customField: "doc/1 +")),
        contacto(
            88, "Text may hold emoji",
            "&template_variables=%5B%F0%9F%98%80%5D&mobile=573204981029&custom_field=x",
            Samples.template(["😀"], customField: "x")),
        ManualWireRow(
            fact: ManualFact(74, "A base64 `+` must arrive as a `+`"),
            line: { try Samples.contacto(.multipart) },
            request: {
                try Samples.message(
                    Samples.template(
                        ["Ana + Eva"], media: .bytes(sha256: [], name: "factura-01.pdf"), customField: "á"),
                    mediaBytes: [0xFB, 0xEF, 0xBE])
            }, url: send,
            body: .multipart([
                ("login", "usuario"), ("token", "s3cr+t/tok"), ("id_template", "1042"),
                ("template_variables", "[Ana + Eva]"), ("mobile", "573204981029"), ("media", "++++"),
                ("media_name", "factura-01.pdf"), ("custom_field", "á"),
            ])),
    ]
}

/// Each operation of both gateways, byte by byte.
struct ManualWireTests {
    @Test(arguments: ManualWireRow.all)
    func `an operation has the bytes that the manual asks for`(row: ManualWireRow) throws {
        let line = try row.line()
        let request = try row.request()
        let wire =
            try line.gateway == .setapp
            ? SetAppWire.encode(request, line: line) : ContactoWire.encode(request, line: line)
        #expect(wire.url == row.url)
        try Self.expect(row.body, headers: wire.headers, body: wire.body)
    }

    static func expect(_ expected: ManualWireRow.Body, headers: [WireHeader], body: [UInt8]) throws {
        let text = String(decoding: body, as: UTF8.self)
        switch expected {
        case .form(let fields):
            #expect(headers == [WireHeader("Content-Type", "application/x-www-form-urlencoded")])
            #expect(text == fields)
        case .query:
            #expect(headers.isEmpty)
            #expect(text.isEmpty)
        case .multipart(let parts):
            let type = try #require(headers.value(of: "Content-Type"))
            let boundary = try #require(type.wholeMatch(of: /multipart\/form-data; boundary=(.+)/)?.1)
            let written = parts.map {
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\($0.name)\"\r\n\r\n\($0.value)\r\n"
            }
            #expect(text == written.joined() + "--\(boundary)--\r\n")
        }
    }
}
