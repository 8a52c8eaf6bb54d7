import Foundation
import Testing

/// A reviewed output beside the tests. With UPDATE_GOLDENS=1 in the environment it is written anew.
enum Golden {
    static func expect(
        _ output: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try Data(output.utf8).write(to: file)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(output == golden, "\(name) is another", sourceLocation: sourceLocation)
    }
}
