import Audience
import CampaignModel
import Testing

/// Canonical bytes that are written from a row's cells, against those of the content that is made of them.
struct CanonicalBytesTests {
    private static let columns = ["celular", "autorizacion", "a", "b"]

    /// The bytes of every message both ways, for each row that can get them all.
    private static func pairs(_ messages: [Message.Content], _ rows: [[String?]]) throws
        -> [(written: [[UInt8]], made: [[UInt8]])]
    {
        let filling = try MessageFilling(
            campaign: FillingTests.campaign(messages), header: AudienceHeader(columns: columns)
        ) { Array($0.name.utf8) }
        let answers = try Audiences.ask(columns, rows) { row -> (written: [[UInt8]], made: [[UInt8]])? in
            guard case .success(let contents) = filling.contents(for: row) else { return nil }
            var written: [[UInt8]] = []
            for position in messages.indices {
                var writer = CanonicalWriter()
                filling.write(message: position, of: row, to: &writer)
                written.append(writer.bytes)
            }
            return (written, contents.map(\.canonicalBytes))
        }
        return answers.compactMap(\.self)
    }

    @Test func `written from cells they are those of the content`() throws {
        var random = Seeded(seed: 77)
        var compared = 0
        for _ in 0..<400 {
            let cells = ["Ana", "José", "x.co/f", "1042", "", " ", "😀 ñ", "\"e\""]
            let rows: [[String?]] = (0..<3).map { index in
                [
                    String(573_001_112_200 + index), "2026-01-05", cells.randomElement(using: &random),
                    cells.randomElement(using: &random),
                ]
            }
            for pair in try Self.pairs(QuickCheckTests.messages(&random), rows) {
                #expect(pair.written == pair.made)
                compared += 1
            }
        }
        #expect(compared > 300)
    }

    @Test func `media by bytes and a field of one's own are part of them`() throws {
        let media = Media.bytes(MediaBytes(origin: .inline([1]), name: "factura-1.pdf"))
        for custom in [nil, FillingTests.template("f-{{b}}"), FillingTests.template("f")] {
            let message = TemplateMessage(
                template: "1042", variables: [FillingTests.template("{{a|tú}}")], media: media,
                customField: custom)
            let pairs = try Self.pairs(
                [.template(message)],
                [["573001112233", "2026-01-05", "Ana", "7"], ["573001112234", "2026-01-05", " ", "8"]])
            #expect(pairs.count == 2)
            for pair in pairs { #expect(pair.written == pair.made) }
        }
    }
}
