import CampaignModel
import Testing

@testable import Audience

/// What the quick look lets pass, the limits' own close look lets pass too.
struct QuickCheckTests {
    /// Pieces of which texts are made that are just so right or just so wrong.
    static let pieces = [
        "a", "H", "h", "ht", "tp", "http", "HTTP", "https://", "http://", "x.co", "/", "?", "#", ".", ":",
        ".png", ".PNG", ".jpg", ".pdf", ".mp3", ".jpeg", " ", "  ", "\n", "\t", "\r", "\r\n", "\u{0}",
        "\u{B}", "\u{1B}", "\u{7F}", "\u{80}", "\u{85}", "\u{9F}", "\u{A0}", "\u{A1}", "\u{AD}", "¿", "ñ",
        "Ñ", "\u{301}", "\u{200B}", "\u{2028}", "\u{2029}", "\u{3000}", "\u{FEFF}", "😀", "漢", "[", "]", "{{",
        "Ana",
        String(repeating: "x", count: 499), String(repeating: "é", count: 500),
        String(repeating: "😀", count: 250),
    ]

    static func text(_ random: inout Seeded, upTo most: Int) -> String {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in
            pieces.randomElement(using: &random) ?? ""
        }.joined()
    }

    static func closeLook(_ text: String, as use: QuickCheck.Use) -> ExclusionReason? {
        switch use {
        case .text: ContentLimits.closely(text: text)
        case .image: ContentLimits.closely(image: text)
        case .document: ContentLimits.closely(document: text)
        case .variable: ContentLimits.closely(variable: text, number: 1)
        case .mediaURL: ContentLimits.closely(mediaURL: text)
        case .customField: ContentLimits.closely(customField: text)
        }
    }

    static func passes(_ text: String, as use: QuickCheck.Use) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { QuickCheck.passes($0, as: use) }
    }

    @Test(arguments: QuickCheck.Use.allCases)
    func `what the quick look lets pass, the close look lets pass`(_ use: QuickCheck.Use) {
        var random = Seeded(seed: 2_300)
        let isAddress = [.image, .document, .mediaURL].contains(use)
        var passed = 0
        for _ in 0..<20_000 {
            var text = Self.text(&random, upTo: 5)
            if isAddress, Bool.random(using: &random) {
                text = "https://cdn.example.com/\(text)\(use == .document ? ".pdf" : ".png")"
            }
            guard Self.passes(text, as: use) else { continue }
            passed += 1
            let reason = Self.closeLook(text, as: use)
            #expect(reason == nil, "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
        }
        #expect(passed > 300, "nearly nothing was put to the test")
    }

    /// If these needed the close look, nothing would be wrong but the speed.
    @Test(arguments: [
        ("Hola *Ana*, tu pedido va en camino.", QuickCheck.Use.text), ("hola", .text),
        ("¡Hola! 😀\nChao", .text), ("Élida: ñandú", .text), ("https://cdn.example.com/a-1.png", .image),
        ("http://x/a.pdf", .document),
        ("Ana", .variable), ("$100.000", .variable), ("Íngrid Ñ", .variable), ("", .customField),
        ("https://files.example.com/f/FE-1.pdf", .mediaURL),
    ])
    func `plainly fine texts need no close look`(_ text: String, _ use: QuickCheck.Use) {
        #expect(Self.passes(text, as: use))
    }

    @Test(arguments: [
        ("http://x.co/a.png", QuickCheck.Use.text), (" ", .text), ("\u{200B}", .text), ("a\u{85}", .text),
        ("a]", .variable), ("a\nb", .variable), ("a\u{2028}b", .variable), ("https://x.co/a.png?b", .image),
        ("https:///a.png", .image), ("https://x.png", .image), ("https://x.co/ñ.pdf", .document),
        ("a\u{7F}", .customField), (String(repeating: "😀", count: 501), .customField),
    ])
    func `doubtful texts get the close look`(_ text: String, _ use: QuickCheck.Use) {
        #expect(!Self.passes(text, as: use))
    }

    @Test func `the check of whole batches says what filling each row says`() throws {
        var random = Seeded(seed: 1_049)
        let columns = ["celular", "autorizacion", "a", "b"]
        var excluded = 0
        var included = 0
        for _ in 0..<400 {
            // Few rows and tame cells, so that batches occur that are fine as a whole.
            let isTame = Bool.random(using: &random)
            let rows: [[String?]] = (0..<Int.random(in: 1...4, using: &random)).map { index in
                let cells = isTame ? ["Ana", "José", "x.co/f", "1042"] : Self.pieces + ["", "Ana", "x.co/f"]
                return [
                    String(573_001_112_200 + index), "2026-01-05", cells.randomElement(using: &random),
                    cells.randomElement(using: &random),
                ]
            }
            let campaign = FillingTests.campaign(Self.messages(&random))
            let header = AudienceHeader(columns: columns)
            let filling = try MessageFilling(campaign: campaign, header: header) { _ in [] }
            var check = FillingCheck(filling)
            let answers = try Audiences.ask(columns, rows) { row in
                (quick: check.exclusion(of: row), filled: FillingTests.reason(filling.contents(for: row)))
            }
            for answer in answers {
                #expect(answer.quick == answer.filled)
                if answer.filled == nil { included += 1 } else { excluded += 1 }
            }
        }
        #expect(excluded > 100 && included > 100, "one of the two outcomes was hardly met")
    }

    @Test func `a batch that is fine says nothing of the next one`() throws {
        let rows: [[String?]] = (0..<600).map { index in
            [String(573_001_112_000 + index), "2026-01-05", index == 400 ? " " : "Ana", "b"]
        }
        let columns = ["celular", "autorizacion", "a", "b"]
        let filling = try MessageFilling(
            campaign: FillingTests.campaign([.text(FillingTests.template("Hola {{a}}"))]),
            header: AudienceHeader(columns: columns)
        ) { _ in [] }
        var check = FillingCheck(filling)
        let reasons = try Audiences.ask(columns, rows) { row in check.exclusion(of: row) }
        #expect(reasons.indices.filter { reasons[$0] != nil } == [400])
        #expect(reasons[400] == .emptyVariable(column: "a"))
    }

    static func messages(_ random: inout Seeded) -> [Message.Content] {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
            switch Int.random(in: 0..<4, using: &random) {
            case 0: .text(template(&random))
            case 1: .image(template(&random, address: ".png"))
            case 2: .document(template(&random, address: ".pdf"))
            default:
                .template(
                    TemplateMessage(
                        template: "1", variables: [template(&random), template(&random)],
                        media: .url(template(&random, address: ".mp3")), customField: template(&random)))
            }
        }
    }

    private static func template(_ random: inout Seeded, address ending: String? = nil) -> TextTemplate {
        let isWild = Int.random(in: 0..<6, using: &random) == 0
        var segments: [TextTemplate.Segment] = []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let fallback = Bool.random(using: &random) ? (isWild ? text(&random, upTo: 1) : "Ana") : nil
            switch Int.random(in: 0..<3, using: &random) {
            case 0: segments.append(.literal(isWild ? text(&random, upTo: 2) : "Hola"))
            case 1: segments.append(.placeholder(.init(column: "a", fallback: fallback)))
            default: segments.append(.placeholder(.init(column: "b", fallback: fallback)))
            }
        }
        if let ending {
            segments.insert(.literal("https://x.co/"), at: 0)
            segments.append(.literal(ending))
        }
        return TextTemplate(segments: segments)
    }
}

/// The same random numbers in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
