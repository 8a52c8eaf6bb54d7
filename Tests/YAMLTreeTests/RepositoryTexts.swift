import Foundation

/// The files of this repository that hold YAML, good and bad, with what lies beside them.
enum RepositoryTexts {
    struct Text {
        var name: String
        var bytes: [UInt8]
    }

    static var campaigns: [Text] { get throws { try texts(in: "campaigns") } }
    static var fixtures: [Text] { get throws { try texts(in: "Tests/CheckingTests/Fixtures") } }

    private static func texts(in folder: String) throws -> [Text] {
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let root = tests.appending(path: "../../" + folder).standardizedFileURL.path(percentEncoded: false)
        return try FileManager.default.subpathsOfDirectory(atPath: root).sorted().compactMap { name in
            let path = root + "/" + name
            guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else { return nil }
            return Text(name: name, bytes: Array(data))
        }
    }
}
