import CampaignModel
import Gateway
import Testing

/// A limit of the manual at its border: what just fits and what just does not.
struct ManualLimitRow: Sendable, CustomTestStringConvertible {
    let fact: ManualFact
    let fits: [SendContent]
    /// What must not leave, and why.
    let refused: [(content: SendContent, mistake: EncodingMistake)]

    var testDescription: String { fact.description }

    private static func text(_ count: Int) -> String { String(repeating: "ñ", count: count) }

    private static func named(_ name: String) -> SendContent {
        Samples.template(media: .bytes(sha256: [], name: name), customField: "x")
    }

    private static func tooLong(_ field: String) -> EncodingMistake {
        .tooLong(field: field, count: 1001, limit: 1000)
    }

    static let all: [ManualLimitRow] = [
        ManualLimitRow(
            fact: ManualFact(20, "`text`: up to 1,000 characters"), fits: [.text(text(1000))],
            refused: [(.text(text(1001)), tooLong("text")), (.text(" "), .empty(field: "text"))]),
        ManualLimitRow(
            fact: ManualFact(20, "otherwise plain text"),
            fits: [.text("https://x.co/a.gif"), .text("mira a.png"), .text("https://x.co/a.png ?")],
            refused: [
                (.text("https://x.co/a.png"), .textWouldBecomeFile),
                (.text("http://x.co/a.jpg"), .textWouldBecomeFile),
                (.text("https://x.co/a.pdf"), .textWouldBecomeFile),
                (.image("https://x.co/a.gif"), .fileWouldBecomeText),
                (.image("https://x.co/a.pdf"), .fileWouldBecomeText),
                (.document("https://x.co/a.png"), .fileWouldBecomeText),
            ]),
        ManualLimitRow(
            fact: ManualFact(22, "`text` up to 1,000"), fits: [.groupText(text(1000))],
            refused: [(.groupText(text(1001)), tooLong("text"))]),
        ManualLimitRow(
            fact: ManualFact(23, "All required"),
            fits: [.groupFile(url: "https://x.co/a.png", name: "a", title: "t")],
            refused: [
                (.groupFile(url: "", name: "a", title: "t"), .empty(field: "adjunto")),
                (.groupFile(url: "https://x.co/a.png", name: "", title: "t"), .empty(field: "text")),
                (.groupFile(url: "https://x.co/a.png", name: "a", title: ""), .empty(field: "titulo")),
            ]),
        ManualLimitRow(
            fact: ManualFact(82, "any number of them"),
            fits: [Samples.template((1...100).map(String.init)), Samples.template()],
            refused: [
                (Samples.template(["a", "b]"]), .bracketInVariable(position: 2)),
                (Samples.template(["a", ""]), .empty(field: "template_variables, value 2")),
            ]),
        ManualLimitRow(
            fact: ManualFact(85, "10 to 60 characters"),
            fits: [named("f00001.png"), named(String(repeating: "a", count: 56) + ".png")],
            refused: [
                (named("f0001.png"), .unusableMediaName), (named(""), .unusableMediaName),
                (named(String(repeating: "a", count: 57) + ".png"), .unusableMediaName),
                (named("sin-extension"), .unusableMediaName),
            ]),
        ManualLimitRow(
            fact: ManualFact(86, "up to 1,000 characters"), fits: [Samples.template(customField: text(1000))],
            refused: [(Samples.template(customField: text(1001)), tooLong("custom_field"))]),
        ManualLimitRow(
            fact: ManualFact(88, "pdf, jpg, mp3, txt, docx, xlsx, zip, mp4, pptx, png, jpeg"),
            fits: ["pdf", "jpg", "mp3", "txt", "docx", "xlsx", "zip", "mp4", "pptx", "png", "jpeg"].map {
                named("archivo-01.\($0)")
            },
            refused: ["exe", "gif", "doc", "webp", "ogg"].map {
                (named("archivo-01.\($0)"), .unusableMediaName)
            }),
        templateNumber,
    ]

    private static let templateNumber = ManualLimitRow(
        fact: ManualFact(81, "yes"), fits: [Samples.template()],
        refused: [
            (
                .template(FilledTemplate(template: " ", variables: [], media: nil, customField: nil)),
                .empty(field: "id_template")
            )
        ])
}

struct ManualLimitTests {
    @Test(arguments: ManualLimitRow.all)
    func `what the gateway would not take never leaves`(row: ManualLimitRow) throws {
        for content in row.fits { #expect(throws: Never.self) { try Self.encode(content) } }
        for (content, mistake) in row.refused {
            #expect(throws: mistake) { try Self.encode(content) }
        }
    }

    /// gateways.md:83, "must be Colombian: starts with 57 and has 12 digits".
    @Test(arguments: [
        ("573102111111", true), ("57310211111", false), ("5731021111111", false), ("583102111111", false),
        ("57310211111a", false), ("+573102111111", false),
    ])
    func `a number is Colombian or none`(text: String, isNumber: Bool) {
        #expect((PhoneNumber(text) != nil) == isNumber)
    }

    private static func encode(_ content: SendContent) throws -> WireRequest {
        switch content {
        case .template(let filled):
            var bytes: [UInt8]?
            if case .bytes = filled.media { bytes = [1] }
            return try ContactoWire.encode(
                Samples.message(content, mediaBytes: bytes), line: Samples.contacto())
        case .groupCreation, .groupText, .groupFile:
            return try SetAppWire.encode(
                Samples.group(content, chatID: Samples.chatID), line: Samples.setapp())
        case .text, .image, .document:
            return try SetAppWire.encode(Samples.message(content), line: Samples.setapp())
        }
    }
}
