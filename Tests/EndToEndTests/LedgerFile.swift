import Foundation

/// The ledger as the `sqlite3` command-line tool reads it.
struct LedgerFile {
    /// A send, by the columns of its table.
    struct Send: Decodable, Sendable {
        var campaign: String
        var message: String
        /// The number, or 0 for a group.
        var recipient: Int
        var line: String
        var state: String
        var reason: String?
        var message_id: String?
        var attempts: Int
    }

    let url: URL

    static let isReadable = FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")

    func sends() async throws -> [Send] {
        let columns = "campaign, message, recipient, line, state, reason, message_id, attempts"
        let json = try await query("SELECT \(columns) FROM sends ORDER BY id")
        return json.isEmpty ? [] : try JSONDecoder().decode([Send].self, from: Data(json.utf8))
    }

    /// How many sends there are of each state.
    func states() async throws -> [String: Int] {
        Dictionary(try await sends().map { ($0.state, 1) }, uniquingKeysWith: +)
    }

    /// Every text of every table, with the column it stands in.
    func texts() async throws -> [(place: String, value: String)] {
        struct Column: Decodable {
            var tab: String
            var col: String
        }
        struct Text: Decodable {
            var place: String
            var value: String
        }
        let columns = try JSONDecoder().decode(
            [Column].self,
            from: Data(
                try await query(
                    "SELECT m.name AS tab, p.name AS col FROM sqlite_master m, pragma_table_info(m.name) p "
                        + "WHERE m.type = 'table'"
                ).utf8))
        let parts = columns.map {
            "SELECT '\($0.tab).\($0.col)' AS place, \"\($0.col)\" AS value FROM \"\($0.tab)\" "
                + "WHERE typeof(\"\($0.col)\") = 'text'"
        }
        let json = try await query(parts.joined(separator: " UNION ALL "))
        return try JSONDecoder().decode([Text].self, from: Data(json.utf8)).map { ($0.place, $0.value) }
    }

    private func query(_ sql: String) async throws -> String {
        let folder = url.deletingLastPathComponent()
        let scratch = FileManager.default.temporaryDirectory
        let tool = try ChildProcess(
            URL(fileURLWithPath: "/usr/bin/sqlite3"), ["-json", "-cmd", ".timeout 5000", url.path, sql],
            environment: PregonProgram.environment([:]), folder: folder, scratch: scratch)
        let ending = try await tool.end(within: 20)
        guard ending.status == 0 else { throw TooLate(description: ending.description) }
        return ending.stdout
    }

    /// Every byte of the ledger and of what lies beside it.
    func bytes() throws -> Data {
        let folder = url.deletingLastPathComponent()
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .reduce(into: Data()) { $0 += try Data(contentsOf: $1) }
    }
}
