import Foundation
import Testing

extension EndToEnd {
    /// An input that is wrong as often as it can be ends soon. `make bench-limits` holds the release binary to the bound
    /// itself (1 s of CPU and 200 MB for less than 1 MB); here work is compared with work, in CPU time, so
    /// that neither a debug build nor a busy machine matters.
    @Suite(.timeLimit(.minutes(10))) struct Bounds {
        @Test func `twice the mistakes take no more than three times the work`() throws {
            let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [
                "python3", "-B", checkout.appending(path: "bench/limits.py").path, "--scaling", "--pregon",
                PregonProgram.binary.path,
            ]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(said)")
        }
    }
}
