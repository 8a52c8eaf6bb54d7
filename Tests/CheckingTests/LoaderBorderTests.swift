import Diagnostics
import Foundation
import Testing

/// Values that were accepted although the format or the gateway refuses them.
@Suite struct LoaderBorderTests {
    private static let head = """
        campaign: caso-uno
        version: 1
        category: utility
        audience: {file: audiences/clientes.csv, phone: celular, opt_in: autorizacion}

        """

    @Test(arguments: [
        // A space in the server's name, which is not one inside a placeholder.
        ("bad-media-address", #"media: {url: "https://files example.com/{{factura}}.pdf"}"#),
        // It ends in a point, not in a file type.
        ("bad-media-name", "media: {file: media/tarifas-2026.pdf, name: tarifas-2026.pdf.}"),
        // Nine characters: an emoji is not two of the ten that are asked for.
        ("bad-media-name", "media: {file: media/tarifas-2026.pdf, name: 👋👋👋👋👋.pdf}"),
    ])
    func `media at the border is refused`(rule: String, media: String) throws {
        let text = Self.head + "lines: [cartera]\nmessages:\n  - template: \"1042\"\n    \(media)\n"
        #expect(try Self.rules(text) == [rule])
    }

    @Test func `spaces inside a placeholder of an address are none of the address`() throws {
        let media = #"media: {url: "https://files.example.com/{{ factura }}.pdf"}"#
        let text = Self.head + "lines: [cartera]\nmessages:\n  - template: \"1042\"\n    \(media)\n"
        #expect(try Self.rules(text) == [])
    }

    @Test(arguments: ["week", "month"])
    func `a list of no days is refused`(every: String) throws {
        let schedule = "schedule: {start: 2026-12-01 09:00, every: \(every), on_days: []}\n"
        let text = Self.head + "lines: [equipo]\nmessages:\n  - text: Hola\n" + schedule
        #expect(try Self.rules(text) == ["empty-value"])
    }

    private static func rules(_ text: String) throws -> [String] {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        try workspace.write("caso.yaml", text)
        return try TemporaryWorkspace.load(root: workspace.path).findings.filter {
            $0.place.file == "caso.yaml"
        }
        .map(\.rule.name)
    }
}
