import CampaignModel
import Diagnostics
import Testing
import YAMLTree

@testable import CampaignLoading

@Suite struct PlaceholderPlaceTests {
    private func node(_ yaml: String) throws -> YAMLNode {
        let load = YAMLReader.read(SourceText(path: "a.yaml", bytes: Array("text: \(yaml)\n".utf8)))
        return try #require(load.document?.root.value(of: "text"))
    }

    /// `⟦` marks where the placeholder begins.
    @Test(
        arguments: [
            ("\"a ⟦{{x}} b\"", 0),
            ("\"{{x}} ⟦{{y}}\"", 1),
            ("'\\{{x}} ⟦{{y}}'", 0),
            ("\"\\\\{{x}} ⟦{{y}}\"", 0),
            ("'\\{{a}} \\{{b}} {{x}}⟦{{y}}'", 1),
            ("'\\{{⟦{{x}}'", 0),
            ("{ {x} ⟦{{y}}", 0),
            ("Ñandú 🎉 ⟦{{y|por defecto}}", 0),
            ("a {{x}} \\{{z}} ⟦{{y}}", 1),
        ].filter { !$0.0.hasPrefix("{") })
    func `the n-th placeholder is found where it stands`(_ marked: String, _ number: Int) throws {
        let yaml = marked.replacing("⟦", with: "")
        let before = try #require(
            marked.split(separator: "⟦", maxSplits: 1, omittingEmptySubsequences: false).first)
        let place = FieldPlace(try node(yaml)).placeholder(number)
        #expect(place.span?.start == SourcePosition(line: 1, column: 7 + before.unicodeScalars.count))
    }

    @Test func `each placeholder of a template has its own place`() throws {
        let text = "'\\{{a}} {{b}} {{c}} \\{{d}} {{e}}'"
        let node = try node(text)
        let field = FieldPlace(node)
        let template = try TextTemplate.parse(node.text)
        let scalars = Array(text.unicodeScalars)
        for (index, placeholder) in template.placeholders.enumerated() {
            let column = try #require(field.placeholder(index).span?.start.column)
            let shown = String(String.UnicodeScalarView(scalars[(column - 7)..<(column - 2)]))
            #expect(shown == "{{\(placeholder.column)}}")
        }
    }
}
