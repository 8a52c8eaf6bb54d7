import Foundation
import Testing

/// Holds the sources to the module table of docs/architecture.md.
@Suite struct ArchitectureTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What each target may import besides Foundation, the C library and the standard library's own modules.
    private static let allowed: [String: Set<String>] = [
        "TextSafety": [],
        "Diagnostics": ["TextSafety"],
        "YAMLTree": ["CYAML", "Diagnostics"],
        "CampaignModel": [],
        "CampaignLoading": ["YAMLTree", "Diagnostics", "CampaignModel"],
        "Audience": ["CampaignModel", "Diagnostics", "TextSafety"],
        "Timetable": ["CampaignModel"],
        "Checking": ["CampaignLoading", "Audience", "Timetable", "CampaignModel", "Diagnostics"],
        "Gateway": [
            "CampaignModel", "TextSafety", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
        ],
        "AddressProbing": ["AsyncHTTPClient", "NIOCore", "NIOHTTP1"],
        "Ledger": ["CampaignModel", "Crypto"],
        "LedgerSQL": ["Ledger", "CampaignModel"],
        "LedgerSQLite": ["Ledger", "LedgerSQL", "GRDB", "CampaignModel"],
        "LedgerPostgres": ["Ledger", "LedgerSQL", "CLibpq", "CampaignModel"],
        "Planning": ["CampaignModel", "Audience", "Timetable", "Ledger"],
        "Execution": ["Planning", "Ledger", "Gateway", "Timetable", "CampaignModel"],
        "Rehearsal": ["Execution", "Planning", "Ledger", "Gateway", "Timetable", "CampaignModel"],
        "GatewaySimulator": [
            "Hummingbird", "AsyncHTTPClient", "NIOCore", "HTTPTypes", "Logging", "ServiceLifecycle",
        ],
        "Evidence": [
            "Ledger", "Gateway", "CampaignModel", "Hummingbird", "HummingbirdCore", "NIOCore", "NIOHTTPTypes",
            "HTTPTypes", "Logging",
            "ServiceLifecycle",
        ],
        "Watching": [
            "CampaignModel", "Hummingbird", "HummingbirdCore", "NIOCore", "HTTPTypes", "Logging",
            "ServiceLifecycle",
        ],
        "Reporting": [
            "Planning", "Ledger", "Audience", "CampaignModel", "Timetable", "TextSafety", "Mustache",
        ],
        "Revisions": ["CampaignLoading", "Subprocess"],
    ]
    private static let everywhere: Set<String> = [
        "Foundation", "Dispatch", "Glibc", "Darwin", "Synchronization",
    ]

    private struct Source {
        var target: String
        var path: String
        var text: String
    }

    private static func sources(below folder: String) throws -> [Source] {
        let base = root.appendingPathComponent(folder)
        let files = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return try files.filter { $0.hasSuffix(".swift") }.sorted().map { file in
            Source(
                target: String(file.prefix { $0 != "/" }), path: "\(folder)/\(file)",
                text: try String(contentsOf: base.appendingPathComponent(file), encoding: .utf8))
        }
    }

    private static func imports(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index <= 1, index + 1 < words.count else {
                return nil
            }
            return String(words[index + 1].prefix { $0 != "." })
        }
    }

    @Test func `imports follow the module table`() throws {
        let sources = try Self.sources(below: "Sources")
        #expect(sources.count > 100)
        for source in sources where source.target != "pregon" {
            guard let allowed = Self.allowed[source.target] else {
                Issue.record("\(source.target) is not in the module table")
                continue
            }
            for name in Self.imports(source.text) where !Self.everywhere.contains(name) {
                #expect(allowed.contains(name), "\(source.path) imports \(name)")
            }
        }
    }

    @Test func `the module table of the docs is the one that is held`() throws {
        let page = try String(
            contentsOf: Self.root.appendingPathComponent("docs/architecture.md"), encoding: .utf8)
        for target in Self.allowed.keys { #expect(page.contains("| `\(target)` |"), "\(target)") }
    }

    @Test func `no file is longer than 400 lines`() throws {
        for source in try Self.sources(below: "Sources") + Self.sources(below: "Tests") {
            let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
            #expect(lines <= 400, "\(source.path) has \(lines) lines")
        }
    }

    @Test func `nothing in the sources can trap on input by an exclamation mark`() throws {
        for source in try Self.sources(below: "Sources") {
            for word in ["try!", "as!", "fatalError(", "preconditionFailure("] {
                #expect(!source.text.contains(word), "\(source.path) holds \(word)")
            }
        }
    }

    @Test func `no target has a name that says nothing`() throws {
        let targets = Set(try Self.sources(below: "Sources").map(\.target))
        #expect(targets.isDisjoint(with: ["Utils", "Common", "Helpers", "Core"]))
    }

    @Test func `secrets and generated things stay out of the repository`() throws {
        let ignored = try String(contentsOf: Self.root.appendingPathComponent(".gitignore"), encoding: .utf8)
        for line in [".build/", "Package.resolved", ".pregon/"] { #expect(ignored.contains(line)) }
    }
}
