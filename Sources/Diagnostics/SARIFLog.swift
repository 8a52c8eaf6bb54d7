/// The part of SARIF 2.1.0's objects that this program writes, by the standard's names.
struct SARIFLog: Encodable {
    static let root = "%SRCROOT%"

    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    var runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    struct Run: Encodable {
        var tool: Tool
        let columnKind = "unicodeCodePoints"
        let originalUriBaseIds = [SARIFLog.root: BaseID(description: Text(text: "The workspace's folder."))]
        /// What stands for a hidden digit of a telephone number.
        let redactionTokens = ["•"]
        var results: [Result]
    }

    struct BaseID: Encodable {
        var description: Text
    }

    struct Tool: Encodable {
        var driver: Driver
    }

    struct Driver: Encodable {
        var name: String
        var semanticVersion: String
        var rules: [ReportingDescriptor]
    }

    struct ReportingDescriptor: Encodable {
        var id: String
        var name: String
        var shortDescription: Text
        var fullDescription: Text
        var help: Help
        var defaultConfiguration: Configuration
        var properties: RuleProperties
    }

    struct Text: Encodable {
        var text: String

        init(text: String) { self.text = text }
    }

    struct Help: Encodable {
        var text: String
        var markdown: String
    }

    struct Configuration: Encodable {
        var level: String
    }

    struct RuleProperties: Encodable {
        /// error, warning or recommendation, as GitHub code scanning reads it.
        var problemSeverity: String
        var source: String

        private enum CodingKeys: String, CodingKey {
            case problemSeverity = "problem.severity"
            case source
        }
    }

    struct Result: Encodable {
        var ruleId: String
        var ruleIndex: Int
        var level: String
        var message: Text
        var locations: [Location]
        var partialFingerprints: [String: String]
        var relatedLocations: [Location]?
    }

    struct Location: Encodable {
        var id: Int?
        var physicalLocation: PhysicalLocation
        var message: Text?
    }

    struct PhysicalLocation: Encodable {
        var artifactLocation: ArtifactLocation
        var region: Region?
        var contextRegion: Region?
    }

    struct ArtifactLocation: Encodable {
        var uri: String
        var uriBaseId: String?
    }

    struct Region: Encodable {
        var startLine: Int
        var startColumn: Int
        var endLine: Int
        var endColumn: Int
        var snippet: Snippet?
    }

    struct Snippet: Encodable {
        var text: String
    }
}
