import Audience
import CampaignModel
import Testing

/// Placeholders filled, and what the gateways would not take.
struct FillingTests {
    static let columns = ["celular", "autorizacion", "a", "b"]

    static func campaign(_ messages: [Message.Content]) -> Campaign {
        Campaign(
            name: "prueba", category: .utility, lines: ["l"], gateway: .setapp,
            audience: Audiences.source(), messages: messages.map { Message(content: $0) })
    }

    /// What one person whose columns hold `a` and `b` would get.
    static func fill(
        _ messages: [Message.Content], a: String = "", b: String = ""
    ) throws -> Result<[SendContent], ExclusionReason> {
        let filling = try MessageFilling(
            campaign: campaign(messages), header: AudienceHeader(columns: columns)
        ) { media in Array(media.name.utf8) }
        let answers = try Audiences.ask(columns, [["573001112233", "2026-01-05", a, b]]) { row in
            filling.contents(for: row)
        }
        return try #require(answers.first)
    }

    static func reason(_ result: Result<[SendContent], ExclusionReason>) -> ExclusionReason? {
        if case .failure(let reason) = result { reason } else { nil }
    }

    static func template(_ text: String) -> TextTemplate {
        (try? TextTemplate.parse(text)) ?? TextTemplate(literal: "unreadable \(text)")
    }

    @Test func `values go in exactly as they stand`() throws {
        let result = try Self.fill(
            [.text(Self.template("Hola *{{a}}*: {{ b }}, \\{{a}}{{a}}"))], a: " Ana {{b}} ", b: "100 % ñ😀")
        #expect(result == .success([.text("Hola * Ana {{b}} *: 100 % ñ😀, {{a}} Ana {{b}} ")]))
    }

    @Test(arguments: ["", " ", "\u{A0}", " \n\t", "\u{200B}", "\u{2003}\u{FEFF}"])
    func `an empty value excludes, unless there is a default`(value: String) throws {
        #expect(
            try Self.fill([.text(Self.template("Hola {{a}}"))], a: value)
                == .failure(.emptyVariable(column: "a")))
        #expect(
            try Self.fill([.text(Self.template("Hola {{a|tú}}"))], a: value) == .success([.text("Hola tú")]))
    }

    @Test func `a text may have a thousand UTF-16 units after filling`() throws {
        let text = [Message.Content.text(Self.template("{{a}}"))]
        let full = String(repeating: "ñ", count: 1000)
        #expect(try Self.fill(text, a: full) == .success([.text(full)]))
        #expect(
            Self.reason(try Self.fill(text, a: full + "x"))
                == .tooLong(what: "text", count: 1001, limit: 1000))
        // A smiling face is two units.
        let faces = String(repeating: "😀", count: 501)
        #expect(
            Self.reason(try Self.fill(text, a: faces)) == .tooLong(what: "text", count: 1002, limit: 1000))
        #expect(Self.reason(try Self.fill([.text(TextTemplate(literal: full + "x"))])) != nil)
    }

    @Test(arguments: [
        ("http://x.co/a.png", false), ("HTTPS://x.co/a.PDF", false), ("httpx .jpg", false),
        ("https://x.co/a.jpg\n", false), ("mira https://x.co/a.png", true), ("https://x.co/a.gif", true),
        ("https://x.co/a.png ✔", true), ("una\nlínea", true), ("un\ttabulador", false),
        ("un\u{0}cero", false),
        ("c1 \u{81}", false), ("cr\r\nlf", false), ("   ", false),
    ])
    func `a text is refused where the gateway would do something else`(value: String, isAllowed: Bool) throws
    {
        let result = try Self.fill([.text(Self.template("{{a|}}{{b|}}"))], a: value)
        #expect((Self.reason(result) == nil) == isAllowed)
        if !isAllowed { #expect(Self.reason(result)?.name == "unsendable") }
    }

    @Test(arguments: [
        ("https://x.co/a.png", true), ("http://x.co/a.jpg", true), ("https://x.co/a.PNG", false),
        ("https://x.co/a.jpeg", false), ("https://x.co/a.pdf", false), ("https://x.co/a b.png", false),
        ("ftp://x.co/a.png", false), ("https:///a.png", false), ("https://a.png", false),
        ("x.co/a.png", false),
        ("https://x.co/a.png?v=1", false), ("https://x.co/a\n.png", false),
    ])
    func `a picture's address is http or https and ends in .png or .jpg`(address: String, isAllowed: Bool)
        throws
    {
        let result = try Self.fill([.image(Self.template("{{a}}"))], a: address)
        #expect(result == .success([.image(address)]) || !isAllowed)
        #expect((Self.reason(result)?.name == "unsendable") == !isAllowed)
    }

    @Test(arguments: [
        ("https://x.co/a.pdf", true), ("https://x.co/a.PDF", false), ("https://x.co/a.png", false),
    ])
    func `a document's address ends in .pdf`(address: String, isAllowed: Bool) throws {
        let result = try Self.fill([.document(Self.template("{{a}}"))], a: address)
        #expect((Self.reason(result) == nil) == isAllowed)
    }

    @Test(arguments: [
        ("$100 miércoles 😀", true), ("a[b", false), ("a]b", false), ("a\nb", false), ("a\tb", false),
        ("a\u{2028}b", false), ("a\u{7}b", false),
    ])
    func `a template variable fits between its brackets`(value: String, isAllowed: Bool) throws {
        let message = TemplateMessage(
            template: "1042", variables: [TextTemplate(literal: "x"), Self.template("{{a}}")])
        let result = try Self.fill([.template(message)], a: value)
        let content = FilledTemplate(template: "1042", variables: ["x", value], media: nil, customField: nil)
        #expect(result == .success([.template(content)]) || !isAllowed)
        #expect((Self.reason(result) == nil) == isAllowed)
        if case .unsendable(let what, _) = Self.reason(result) { #expect(what == "variable 2") }
    }

    @Test(arguments: [
        ("https://x.co/f/7.pdf", true), ("https://x.co/f/7.docx?token=1#p", true),
        ("https://x.co/f/7", false),
        ("https://x.co/f?name=7.pdf", false), ("https://x.co/7.exe", false), ("/f/7.pdf", false),
    ])
    func `a media address's path ends in a known extension`(address: String, isAllowed: Bool) throws {
        let message = TemplateMessage(template: "1", media: .url(Self.template("{{a}}")))
        #expect((Self.reason(try Self.fill([.template(message)], a: address)) == nil) == isAllowed)
    }

    @Test func `media bytes go by their hash, and custom_field may be absent or long`() throws {
        let media = MediaBytes(origin: .file("media/a.pdf"), name: "tarifas-26.pdf")
        let message = TemplateMessage(
            template: "1", media: .bytes(media), customField: Self.template("doc {{a}}"))
        let content = FilledTemplate(
            template: "1", variables: [],
            media: .bytes(sha256: Array("tarifas-26.pdf".utf8), name: media.name),
            customField: "doc 7")
        #expect(try Self.fill([.template(message)], a: "7") == .success([.template(content)]))
        let long = String(repeating: "7", count: 997)
        #expect(
            Self.reason(try Self.fill([.template(message)], a: long))
                == .tooLong(what: "custom_field", count: 1001, limit: 1000))
        let bare = FilledTemplate(template: "1", variables: [], media: nil, customField: nil)
        #expect(try Self.fill([.template(TemplateMessage(template: "1"))]) == .success([.template(bare)]))
    }

    @Test func `if one message cannot go out, none does`() throws {
        let messages = [Message.Content.text(Self.template("Hola {{a}}")), .image(Self.template("{{b}}"))]
        #expect(Self.reason(try Self.fill(messages, a: "Ana", b: "nada"))?.name == "unsendable")
        #expect(
            try Self.fill(messages, a: "Ana", b: "https://x.co/a.png")
                == .success([.text("Hola Ana"), .image("https://x.co/a.png")]))
    }

    @Test func `unknown columns are all named with their places`() {
        let message = TemplateMessage(
            template: "1", variables: [Self.template("{{a}}"), Self.template("{{a}} {{x}}")],
            media: .url(Self.template("https://x/{{y}}.pdf")), customField: Self.template("{{dos}}"))
        let header = AudienceHeader(columns: ["celular", "a", "dos", "dos"])
        #expect {
            _ = try MessageFilling(
                campaign: Self.campaign([.text(Self.template("\\{{z}} {{z}}")), .template(message)]),
                header: header
            ) { _ in [] }
        } throws: { error in
            guard let error = error as? MessageFilling.UnknownColumns else { return false }
            let shown = error.placeholders.map {
                "\($0.message) \($0.field) \($0.unknown.placeholder) \($0.unknown.column)"
            }
            let last = error.placeholders.last?.unknown.problem
            return shown == ["0 text 0 z", "1 variables[1] 1 x", "1 media.url 0 y", "1 custom_field 0 dos"]
                && last == .repeated([2, 3])
        }
    }

    @Test func `constants stand in for names that are no columns`() throws {
        let header = AudienceHeader(columns: ["celular", "autorizacion", "a"])
        let bound = try BoundTemplate(
            Self.template("{{a}}, únete: {{group_invite_link}}"), header,
            constants: ["group_invite_link": "LINK"])
        #expect(bound.literal == nil)
        let answers = try Audiences.ask(header.columns, [["573001112233", "2026-01-05", "Ana"]]) {
            bound.fill($0)
        }
        #expect(answers == [.success("Ana, únete: LINK")])
    }
}
