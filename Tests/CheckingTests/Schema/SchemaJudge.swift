import CampaignLoading
import Foundation

/// What Python's `jsonschema` says of files; it knows nothing of the loader.
enum SchemaJudge {
    enum Reading: String, Encodable {
        /// Every scalar is the text that stands in the file, as for the loader.
        case text
        /// Scalars are what an editor makes of them by YAML 1.2.
        case core
    }

    enum Verdict: Equatable {
        case accepted
        case rejected([String])
        case unreadable(String)
    }

    static let isInstalled = (try? run(["-c", "import jsonschema, yaml"])) != nil

    static func judge(_ documents: [String], by schema: FileSchema, reading: Reading) throws -> [Verdict] {
        struct Request: Encodable {
            let schema: String
            let reading: Reading
            let documents: [String]
        }
        let folder = try TemporaryWorkspace()
        defer { folder.remove() }
        try folder.write(schema.fileName, schema.text)
        let request = Request(
            schema: "\(folder.path)/\(schema.fileName)", reading: reading, documents: documents)
        try folder.write("request.json", try JSONEncoder().encode(request))
        let reply = try run(["-B", "\(CorpusCase.fixtures)/schema/judge.py", "\(folder.path)/request.json"])
        guard let values = try JSONSerialization.jsonObject(with: reply) as? [Any],
            values.count == documents.count
        else { throw Failure(output: String(decoding: reply.prefix(500), as: UTF8.self)) }
        return values.map { value in
            if let text = value as? String { return .unreadable(text) }
            return (value as? [String]).map(Verdict.rejected) ?? .accepted
        }
    }

    struct Failure: Error { let output: String }

    private static func run(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let output = Pipe()
        let folder = try TemporaryWorkspace()
        defer { folder.remove() }
        try folder.write("complaints.txt", "")
        let complaints = URL(filePath: "\(folder.path)/complaints.txt")
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: complaints)
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                output:
                    "status \(process.terminationStatus): \(try String(contentsOf: complaints, encoding: .utf8))"
            )
        }
        return bytes
    }
}
