import Foundation
import Testing

extension EndToEnd {
    /// `pregon calendar`, for people and for programs.
    @Suite struct Calendars {
        private struct Calendar: Decodable {
            struct Holiday: Decodable {
                var date: String
                var name: String
                var moved: Bool
                var moved_from: String?
            }

            struct Category: Decodable {
                struct Day: Decodable {
                    struct Hours: Decodable {
                        var from: String
                        var to: String
                    }

                    var day: String
                    var open: [Hours]
                }

                var categories: [String]
                var follows_law: Bool
                var holidays: String
                var days: [Day]
            }

            struct Campaign: Decodable {
                struct Line: Decodable {
                    struct Window: Decodable {
                        struct Reason: Decodable {
                            var kind: String
                            var text: String
                        }

                        var from: String
                        var to: String
                        var open: Bool
                        var reason: Reason?
                    }

                    var line: String
                    var windows: [Window]
                }

                var campaign: String
                var lines: [Line]
            }

            var format_version: Int
            var year: Int
            var timezone: String
            var holidays: [Holiday]
            var categories: [Category]?
            var campaign: Campaign?
            var left_out: String?
        }

        private func decode(_ ending: Ending) throws -> Calendar {
            try JSONDecoder().decode(Calendar.self, from: Data(ending.stdout.utf8))
        }

        /// Rules as a workspace without a `sending` block has them, and maintenance of one line.
        private func workspace() throws -> TestWorkspace {
            let workspace = try TestWorkspace()
            let file = workspace.folder.appendingPathComponent("pregon.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            let lines = text.components(separatedBy: "sending:\n")[0]
            try workspace.write(
                "pregon.yaml",
                lines + """
                    maintenance:
                      - lines: [equipo]
                        from: 2026-12-07 10:00
                        to: 2026-12-07 12:30

                    """)
            let promo = Campaigns.notice("promo").replacing("category: utility", with: "category: marketing")
            try workspace.add(
                "promo",
                promo
                    + "schedule:\n  start: 2026-12-05 09:00\n  until: 2026-12-09 12:00\n  expires_after: 5d\n",
                to: Campaigns.numbers(1))
            return workspace
        }

        @Test func `a workspace's calendar has the year's holidays and each category's hours`() async throws {
            let workspace = try workspace()
            let json = try decode(
                try await workspace.expect(0, "calendar", "--format", "json", "--now", "2026-11-21 13:00"))
            #expect(json.format_version == 1 && json.year == 2026 && json.timezone == "America/Bogota")
            #expect(json.holidays.count == 19 && json.left_out == nil)
            let cartagena = try #require(json.holidays.first { $0.date == "2026-11-16" })
            #expect(cartagena.moved && cartagena.moved_from == "2026-11-11")
            #expect(cartagena.name == "Independencia de Cartagena")
            let law = try #require(json.categories?.first { $0.categories.contains("marketing") })
            #expect(law.follows_law && law.holidays == "law")
            #expect(
                law.days.map { "\($0.day) " + $0.open.map { "\($0.from)-\($0.to)" }.joined() }.suffix(3) == [
                    "fri 08:00-18:00", "sat 08:00-15:00", "sun ",
                ])
            let text = try await workspace.expect(0, "calendar", "--now", "2026-11-21 13:00")
            #expect(
                text.stdout.contains(
                    "  Mon 16 Nov  Independencia de Cartagena                  moved from Wed 11 Nov\n"))
            #expect(text.stdout.contains("    Mon – Fri  08:00–18:00\n"))
            #expect(text.stdout.contains("    holidays   never        Ley 2300\n"))
            #expect(
                text.verdict == "Calendar 2026: 19 public holidays, next Tue 8 Dec: Inmaculada Concepción.")
            let quiet = try await workspace.expect(0, "calendar", "--year", "2027", "--quiet")
            #expect(quiet.stdout == "Calendar 2027: 19 public holidays.\n")
        }

        @Test func `a campaign's calendar says why it is closed, stretch by stretch`() async throws {
            let workspace = try workspace()
            let ending = try await workspace.expect(
                0, "calendar", "promo", "--now", "2026-12-04 17:00", "--days", "7", "--format", "json")
            let campaign = try #require(try decode(ending).campaign)
            #expect(campaign.lines.map(\.line) == ["equipo"])
            let windows = campaign.lines[0].windows
            #expect(
                windows.map { "\($0.from) \($0.open ? "open" : $0.reason?.kind ?? "?")" } == [
                    "2026-12-04T17:00:00-05:00 not_begun", "2026-12-05T09:00:00-05:00 open",
                    "2026-12-05T15:00:00-05:00 law", "2026-12-06T00:00:00-05:00 law",
                    "2026-12-07T00:00:00-05:00 law", "2026-12-07T07:00:00-05:00 workspace_hours",
                    "2026-12-07T08:00:00-05:00 open", "2026-12-07T10:00:00-05:00 maintenance",
                    "2026-12-07T12:30:00-05:00 open", "2026-12-07T18:00:00-05:00 workspace_hours",
                    "2026-12-07T19:00:00-05:00 law", "2026-12-08T00:00:00-05:00 holiday",
                    "2026-12-09T00:00:00-05:00 law", "2026-12-09T07:00:00-05:00 workspace_hours",
                    "2026-12-09T08:00:00-05:00 open", "2026-12-09T12:00:00-05:00 ended",
                ])
            #expect(windows.last?.to == "2026-12-11T00:00:00-05:00")
            for (one, next) in zip(windows, windows.dropFirst()) { #expect(one.to == next.from) }
            #expect(
                windows[7].reason?.text
                    == "The gateway has announced maintenance of the line until 2026-12-07 12:30.")
            let text = try await workspace.expect(0, "calendar", "promo", "--now", "2026-12-04 17:00")
            #expect(
                text.stdout.contains(
                    "    Sun 6 Dec                00:00–24:00  closed  Ley 2300: no Sundays\n"))
            #expect(text.verdict.hasSuffix("; promo may be sent from Sat 5 Dec 09:00 on."))
        }

        @Test func `without a workspace it shows the holidays, and says what it leaves out`() async throws {
            let empty = FileManager.default.temporaryDirectory.appending(
                path: "pregon-none-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: empty) }
            func run(_ arguments: String...) async throws -> Ending {
                try await ChildProcess(
                    PregonProgram.binary, ["calendar"] + arguments,
                    environment: PregonProgram.environment([:]),
                    folder: empty, scratch: empty
                ).end()
            }
            let text = try await run("--year", "2027")
            #expect(text.status == 0 && text.stdout.contains("There is no pregon.yaml here"), "\(text)")
            let json = try decode(try await run("--year", "2027", "--format", "json"))
            #expect(json.holidays.count == 19 && json.categories == nil && json.left_out != nil)
            for year in ["1983", "2101", "-1"] {
                let refused = try await run("--year=\(year)")
                #expect(refused.status == 64 && refused.stderr.contains("from 1984 to 2100"), "\(refused)")
            }
            #expect(try await run("promo").status == 65)
        }

        @Test func `an unknown campaign and days without one are wrong usage`() async throws {
            let workspace = try workspace()
            let unknown = try await workspace.expect(64, "calendar", "promos")
            #expect(unknown.stderr.contains("did you mean `promo`?"), "\(unknown)")
            try await workspace.expect(64, "calendar", "--days", "3")
            try await workspace.expect(64, "calendar", "promo", "--days", "0")
            try await workspace.expect(64, "calendar", "--now", "ayer")
        }
    }
}
