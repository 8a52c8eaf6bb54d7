import Foundation
import Testing

extension EndToEnd {
    /// A file costs memory once, however many people get it.
    @Suite struct MediaFiles {
        /// Bytes of random content behind the signature.
        private static let size = 5_000_000
        private static let fewPeople = 30
        private static let manyPeople = 300
        /// Kilobytes.
        private static let mostMemory = 150_000

        @Test(
            .enabled(
                if: PregonProgram.release != nil,
                "no release build: the simulator of a development build takes seconds to decode each file"))
        func `a PDF of 5 MB to 300 people stays under 150 MB, and to 30 takes as much`() async throws {
            let release = try #require(PregonProgram.release)
            let workspace = try TestWorkspace()
            let simulator = try await Simulator.start(in: workspace.scratch, binary: release)
            defer { simulator.stop() }
            let settings = workspace.folder.appendingPathComponent("pregon.yaml")
            let text = try String(contentsOf: settings, encoding: .utf8)
            try workspace.write("pregon.yaml", text.replacing("http://127.0.0.1:9", with: simulator.origin))
            let pdf = Self.pdf()
            try FileManager.default.createDirectory(
                at: workspace.folder.appendingPathComponent("media"), withIntermediateDirectories: true)
            try pdf.write(to: workspace.folder.appendingPathComponent("media/tarifas-2026.pdf"))
            try await workspace.expect(0, "ledger", "init")

            let few = try await peak(workspace, campaign: "pocos", people: Self.fewPeople, block: 1)
            let many = try await peak(workspace, campaign: "muchos", people: Self.manyPeople, block: 2)
            print(
                "media test: peak \(few) kB for \(Self.fewPeople) people, \(many) kB for \(Self.manyPeople)")
            #expect(many < Self.mostMemory)
            // What the allocator happens to keep differs by a few megabytes; a copy for each person would be 1.8 GB.
            #expect(many < few + 5 * Self.size / 1000)

            let log = try String(contentsOf: simulator.log, encoding: .utf8).split(separator: "\n")
            #expect(log.count == Self.fewPeople + Self.manyPeople)
            let stored = log.filter { $0.contains("\"media_bytes\":\(pdf.count)") }
            #expect(stored.count == log.count, "a file arrived with another length")
            let hashes = Set(log.compactMap { $0.firstMatch(of: /"media_fnv1a64":"([0-9a-f]+)"/)?.1 })
            #expect(hashes == [Substring(Self.fnv(pdf))])
        }

        /// The peak of resident memory of one apply, in kilobytes.
        private func peak(_ workspace: TestWorkspace, campaign: String, people: Int, block: Int) async throws
            -> Int
        {
            let address = "media:\n      url: https://files.example.com/facturas/factura.pdf"
            let text = Campaigns.reminder(campaign).replacing(
                address, with: "media: {file: media/tarifas-2026.pdf}")
            try #require(text.contains("file:"))
            try workspace.add(campaign, text, to: Campaigns.numbers(people, block: block))
            let apply = try workspace.begin(["apply", campaign, "--auto-approve"])
            defer { apply.stop() }
            var peak = 0
            try await eventually("the apply of \(campaign) ends", within: 200) {
                peak = max(peak, Self.highWaterMark(of: apply.pid))
                return !apply.isRunning
            }
            let ending = try await workspace.end(apply)
            #expect(ending.status == 0 && ending.verdict.contains("\(people) sent"), "\(ending)")
            try #require(peak > 0, "the memory of the process could not be read")
            return peak
        }

        /// `VmHWM` (proc(5)): the highest resident set so far, in kilobytes; 0 once the process has ended.
        private static func highWaterMark(of pid: Int32) -> Int {
            let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
            return status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/).flatMap { Int($0.1) } ?? 0
        }

        private static func pdf() -> Data {
            var generator = SystemRandomNumberGenerator()
            var data = Data("%PDF-1.4\n".utf8)
            for _ in 0..<(size / 8) {
                withUnsafeBytes(of: generator.next()) { data.append(contentsOf: $0) }
            }
            return data
        }

        /// FNV-1a of 64 bits, as the simulator notes it of what has arrived.
        private static func fnv(_ data: Data) -> String {
            let hash = data.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            let digits = String(hash, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
    }
}
