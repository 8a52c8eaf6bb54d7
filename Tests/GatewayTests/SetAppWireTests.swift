import CampaignModel
import Gateway
import Testing

/// Expectations are written by hand from gateways.md, section 1.
struct SetAppWireTests {
    private let account = "cliente=00363&token=T0kenT0kenT0kenT0ken"

    @Test func `a text goes as a form whose newline is one %0A and whose plus is %2B`() throws {
        let wire = try SetAppWire.encode(
            Samples.message(.text("Hola *Ana*,\ntu \"pedido\" 50% & más + 😀 = \\n")), line: Samples.setapp())
        #expect(wire.url == "https://hook.example.com/m1")
        #expect(wire.headers == [WireHeader("Content-Type", "application/x-www-form-urlencoded")])
        #expect(
            wire.bodyText == account + "&phone=573204981029&text=Hola%20%2AAna%2A%2C%0Atu%20%22pedido%22"
                + "%2050%25%20%26%20m%C3%A1s%20%2B%20%F0%9F%98%80%20%3D%20%5Cn")
        #expect(!wire.bodyText.contains("%250A"))
        #expect(wire.operation == .message)
    }

    @Test func `the query form puts every parameter into the address and leaves the body empty`() throws {
        let wire = try SetAppWire.encode(Samples.message(.text("a b")), line: Samples.setapp(.query))
        #expect(wire.url == "https://hook.example.com/m1?" + account + "&phone=573204981029&text=a%20b")
        #expect(wire.body.isEmpty)
        #expect(wire.headers.isEmpty)
    }

    @Test func `the query form goes on where the address has a query already`() throws {
        let request = Samples.group(
            .groupFile(url: "https://x.co/a.jpg", name: "a.jpg", title: "T"), chatID: Samples.chatID)
        let wire = try SetAppWire.encode(request, line: Samples.setapp(.query))
        #expect(wire.url.hasPrefix("https://hook.example.com/gf4?v=1&cliente=00363&token="))
    }

    @Test(arguments: [
        (SendContent.image("https://cdn.example.com/promo.png"), "https%3A%2F%2Fcdn.example.com%2Fpromo.png"),
        (.image("http://cdn.example.com/promo.jpg"), "http%3A%2F%2Fcdn.example.com%2Fpromo.jpg"),
        (.document("https://cdn.example.com/guia.pdf"), "https%3A%2F%2Fcdn.example.com%2Fguia.pdf"),
    ])
    func `pictures and documents are their address as the text`(content: SendContent, text: String) throws {
        let wire = try SetAppWire.encode(Samples.message(content), line: Samples.setapp())
        #expect(wire.bodyText == account + "&phone=573204981029&text=" + text)
    }

    @Test func `a group is created with quoted numbers, its name and its first message`() throws {
        let members = [try Samples.phone("573137515204"), try Samples.phone("573204981029")]
        let wire = try SetAppWire.encode(
            Samples.group(
                .groupCreation(name: "Dream Team", welcome: "This is a great group", members: members)),
            line: Samples.setapp())
        #expect(wire.url == "https://hook.example.com/g2")
        #expect(
            wire.bodyText == account + "&phones=%22573137515204%22%2C%20%22573204981029%22"
                + "&groupName=Dream%20Team&text=This%20is%20a%20great%20group")
        #expect(wire.operation == .groupCreation)
    }

    @Test func `a text to a group carries the chat id`() throws {
        let wire = try SetAppWire.encode(
            Samples.group(.groupText("hola"), chatID: Samples.chatID), line: Samples.setapp())
        #expect(wire.url == "https://hook.example.com/gm3")
        #expect(wire.bodyText == account + "&chatId=573123252394-1549415611%40g.us&text=hola")
        #expect(wire.operation == .groupText)
    }

    @Test func `a file to a group has its name as text, its address as adjunto, its title as titulo`() throws
    {
        let content = SendContent.groupFile(
            url: "https://upload.wikimedia.org/x/500px-Eye_iris.jpg", name: "500px-Eye_iris.jpg",
            title: "IRIS")
        let wire = try SetAppWire.encode(
            Samples.group(content, chatID: Samples.chatID), line: Samples.setapp())
        #expect(
            wire.bodyText == account + "&chatId=573123252394-1549415611%40g.us&text=500px-Eye_iris.jpg"
                + "&adjunto=https%3A%2F%2Fupload.wikimedia.org%2Fx%2F500px-Eye_iris.jpg&titulo=IRIS")
        #expect(wire.operation == .groupFile)
    }

    @Test func `a text of 1,000 characters goes, one of 1,001 does not`() throws {
        let fits = String(repeating: "ñ", count: 1000)
        #expect(throws: Never.self) {
            try SetAppWire.encode(Samples.message(.text(fits)), line: Samples.setapp())
        }
        #expect(throws: EncodingMistake.tooLong(field: "text", count: 1001, limit: 1000)) {
            try SetAppWire.encode(Samples.message(.text(fits + "x")), line: Samples.setapp())
        }
    }

    @Test(arguments: [
        "https://x.co/a.png", "http://x.co/a.jpg", "https://x.co/guia.pdf", "HTTPS://X.CO/A.PNG",
        "https://x.co mira promo.png",
    ])
    func `a text that would arrive as a file is a mistake`(text: String) throws {
        #expect(throws: EncodingMistake.textWouldBecomeFile) {
            try SetAppWire.encode(Samples.message(.text(text)), line: Samples.setapp())
        }
    }

    @Test(arguments: [
        SendContent.image("https://x.co/a.gif"), .image("ftp://x.co/a.png"), .image("https://x.co/a.pdf"),
        .document("https://x.co/a.png"), .document("x.pdf"), .image("https://x.co/a.PNG"),
    ])
    func `an address that would arrive as text is a mistake`(content: SendContent) throws {
        #expect(throws: EncodingMistake.fileWouldBecomeText) {
            try SetAppWire.encode(Samples.message(content), line: Samples.setapp())
        }
    }

    @Test(arguments: [nil, "", "a b", "x\n@g.us"])
    func `a text to a group without a usable chat id is a mistake`(chatID: String?) throws {
        #expect(throws: EncodingMistake.missingChatID) {
            try SetAppWire.encode(Samples.group(.groupText("hola"), chatID: chatID), line: Samples.setapp())
        }
    }

    @Test func `the line's own number is no member of its group`() throws {
        let own = try Samples.phone("573123252394")
        #expect(throws: EncodingMistake.ownNumberListed) {
            try SetAppWire.encode(
                Samples.group(.groupCreation(name: "a", welcome: "b", members: [own])), line: Samples.setapp()
            )
        }
    }

    @Test func `empty parts are mistakes, for every parameter is required`() throws {
        let member = [try Samples.phone()]
        let cases: [(SendRequest, String)] = [
            (try Samples.message(.text(" \n")), "text"),
            (Samples.group(.groupCreation(name: "", welcome: "b", members: member)), "groupName"),
            (Samples.group(.groupCreation(name: "a", welcome: "", members: member)), "text"),
            (Samples.group(.groupCreation(name: "a", welcome: "b", members: [])), "phones"),
            (Samples.group(.groupFile(url: "", name: "a", title: "b"), chatID: Samples.chatID), "adjunto"),
            (Samples.group(.groupFile(url: "u", name: "a", title: ""), chatID: Samples.chatID), "titulo"),
        ]
        for (request, field) in cases {
            #expect(throws: EncodingMistake.empty(field: field)) {
                try SetAppWire.encode(request, line: Samples.setapp())
            }
        }
    }

    @Test func `content, target and gateway must fit`() throws {
        #expect(throws: EncodingMistake.wrongTarget) {
            try SetAppWire.encode(Samples.group(.text("hola")), line: Samples.setapp())
        }
        #expect(throws: EncodingMistake.wrongTarget) {
            try SetAppWire.encode(Samples.message(.groupText("hola")), line: Samples.setapp())
        }
        #expect(throws: EncodingMistake.wrongGateway(.setapp)) {
            try SetAppWire.encode(Samples.message(Samples.template()), line: Samples.setapp())
        }
        #expect(throws: EncodingMistake.wrongGateway(.contacto)) {
            try SetAppWire.encode(Samples.message(.text("hola")), line: Samples.contacto())
        }
    }

    @Test(arguments: [
        "hook.example.com/x", "ftp://hook.example.com/x", "https://", "https://user@hook.example.com/x",
        "https://hook.example.com/a b", "https://hook.example.com/x#y", "https://hook.example.com/%zz",
        "https://hook.example.com/x\r\nX: y", "https://hook.example.com/ñ", "https://:80/x",
    ])
    func `an address that a parser would have to repair is a mistake`(url: String) throws {
        #expect(throws: EncodingMistake.unusableEndpoint(.message)) {
            try SetAppWire.encode(Samples.message(.text("hola")), line: Samples.setapp(url: url))
        }
    }

    @Test func `a missing address is named by its operation`() throws {
        let line = ResolvedLine(
            name: "equipo",
            account: .setapp(
                ResolvedLine.SetApp(
                    client: Secret("00363"), token: Secret("t"), message: Secret("https://h.example.com/m"))),
            number: try Samples.phone("573123252394"))
        #expect(throws: EncodingMistake.missingEndpoint(.groupText)) {
            try SetAppWire.encode(Samples.group(.groupText("hola"), chatID: Samples.chatID), line: line)
        }
    }
}
