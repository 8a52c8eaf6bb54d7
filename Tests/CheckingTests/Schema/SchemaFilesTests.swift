import CampaignLoading
import Diagnostics
import Foundation
import Testing
import YAMLTree

// What is generated is fresh, and what the schemas take from the decoders is whole.
@Suite struct SchemaFilesTests {
    private static let updates = ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1"

    private static func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(SchemaSeeds.repository)/\(path)", encoding: .utf8)
    }

    @Test(arguments: FileSchema.allCases)
    func `the committed schema is what the program makes`(_ schema: FileSchema) throws {
        let path = "\(SchemaSeeds.repository)/schemas/\(schema.fileName)"
        if Self.updates { try schema.text.write(toFile: path, atomically: true, encoding: .utf8) }
        #expect(
            try Self.text("schemas/\(schema.fileName)") == schema.text,
            "run `UPDATE_DOCS=1 swift test --filter SchemaFilesTests`")
    }

    @Test func `the page lists every rule that no schema expresses`() throws {
        let start = "<!-- generated: limits -->\n"
        let end = "<!-- end -->"
        var page = try Self.text("docs/schema.md")
        let first = try #require(page.range(of: start)).upperBound
        let last = try #require(page.range(of: end, range: first..<page.endIndex)).lowerBound
        if Self.updates {
            page.replaceSubrange(first..<last, with: SchemaLimits.table)
            try page.write(
                toFile: "\(SchemaSeeds.repository)/docs/schema.md", atomically: true, encoding: .utf8)
        } else {
            #expect(page[first..<last] == SchemaLimits.table, "UPDATE_DOCS=1 writes it anew")
        }
    }

    @Test(arguments: FileSchema.allCases)
    func `every key of the decoders is described, and no other`(_ schema: FileSchema) {
        for mapping in schema.mappings {
            #expect(mapping.keys.sorted() == mapping.properties.keys.sorted(), "\(mapping.name)")
        }
        #expect(Set(schema.mappings.map(\.name)).count == schema.mappings.count)
    }

    @Test(arguments: FileSchema.allCases)
    func `every reference leads somewhere, and every part is used`(_ schema: FileSchema) {
        let used = Set(schema.text.matches(of: /"#\/\$defs\/([a-z_]+)"/).map { String($0.output.1) })
        #expect(used == Set(schema.mappings.dropFirst().map(\.name)))
    }

    @Test func `every rule of the loader is expressed or has a reason why not`() {
        let limited = Set(SchemaLimits.all.map(\.rule))
        let always = Set(SchemaLimits.all.filter { $0.circumstance == nil }.map(\.rule))
        let errors = (YAMLRules.all + LoadingRules.all).filter { $0.severity == .error }
        let undecided = Set(errors).subtracting(limited).subtracting(SchemaLimits.expressed).map(\.name)
        #expect(undecided.sorted() == [], "put them into SchemaLimits")
        #expect(always.intersection(SchemaLimits.expressed).map(\.name) == [])
        // A circumstance without the rule it is an exception to would say nothing.
        let circumstances = Set(SchemaLimits.all.filter { $0.circumstance != nil }.map(\.rule))
        #expect(circumstances.subtracting(SchemaLimits.expressed).map(\.name) == [])
        for limit in SchemaLimits.all { #expect(limit.reason.hasSuffix("."), "\(limit.rule.name)") }
    }

    @Test func `the example files name their schemas to editors`() throws {
        let folder = "\(SchemaSeeds.repository)/campaigns"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".yaml")
        }
        #expect(names.contains("pregon.yaml") && names.count >= 5)
        for name in names where name != WorkspaceLoader.templatesFile {
            let schema = name == WorkspaceLoader.workspaceFile ? FileSchema.workspace : .campaign
            let line = "# yaml-language-server: $schema=../schemas/\(schema.fileName)\n"
            #expect(try Self.text("campaigns/\(name)").hasPrefix(line), "\(name)")
        }
    }

    /// `(?<` is not everywhere, and `\d`, `\s`, `\w` and `.` mean different characters in different languages.
    @Test(arguments: FileSchema.allCases)
    func `patterns mean the same in every language`(_ schema: FileSchema) throws {
        let json = try JSONSerialization.jsonObject(with: Data(schema.text.utf8))
        let patterns = Self.patterns(in: json)
        #expect(patterns.count > 10)
        for pattern in patterns {
            let bare = pattern.replacing(/\\[^dDsSwWbBpP]/, with: "").replacing(/\[[^\]]*\]/, with: "")
            #expect(!bare.contains("."), "\(pattern)")
            #expect(!bare.contains("(?<"), "\(pattern)")
            #expect(!bare.contains("\\"), "\(pattern)")
        }
    }

    private static func patterns(in json: Any) -> [String] {
        if let list = json as? [Any] { return list.flatMap(patterns) }
        guard let object = json as? [String: Any] else { return [] }
        return [object["pattern"] as? String].compactMap(\.self)
            + object.sorted { $0.key < $1.key }.flatMap { patterns(in: $0.value) }
    }
}
