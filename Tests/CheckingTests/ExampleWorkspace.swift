import Diagnostics
import Foundation

/// A complete workspace around a rule's example.
///
/// It starts from `Fixtures/examples`. The example's top-level keys take the place of the same keys of the file
/// that it is a piece of; pieces of further files are treated in the same way.
struct ExampleWorkspace {
    /// What every workspace has: no campaigns, so that a finding can only be the example's.
    static let always = ["pregon.yaml", "audiences/noviembre.csv", "audiences/bajas.csv"]
    static let folder = "\(CorpusCase.fixtures)/examples"

    let example: RuleExample

    /// Every finding of the workspace, as of `CorpusCase.today`.
    func findings() throws -> [Finding] {
        let workspace = try TemporaryWorkspace()
        defer { workspace.remove() }
        for path in Self.always { try workspace.write(path, Data(contentsOf: Self.base(path))) }
        try workspace.write("media/tarifas-2026.pdf", "%PDF-1.4\n%%EOF\n")
        for path in example.setting.readers { try workspace.write(path, Data(contentsOf: Self.base(path))) }
        for (path, text) in example.others {
            try workspace.write(path, try Self.composed(path, piece: text, as: Data("\(text)\n".utf8)))
        }
        let bytes = example.bytes.map { Data($0()) } ?? Data("\(example.text)\n".utf8)
        let path = example.setting.path
        let file = try Self.composed(path, piece: example.text, as: bytes)
        try workspace.write(path, file)
        // The templates of a line that an example of pregon.yaml leaves out would be a mistake of their own.
        if path != "pregon.yaml" || String(decoding: file, as: UTF8.self).contains("  cartera:"),
            path != "templates.lock.yaml"
        {
            try workspace.write("templates.lock.yaml", Data(contentsOf: Self.base("templates.lock.yaml")))
        }
        return try workspace.findings()
    }

    /// The base file without the piece's keys, then the piece. A file that is no YAML, or has no base, is the
    /// piece alone.
    static func composed(_ path: String, piece: String, as bytes: Data) throws -> Data {
        let isComposed = path.hasSuffix(".yaml") && path != "templates.lock.yaml"
        guard isComposed, let base = try? String(contentsOf: base(path), encoding: .utf8) else {
            return bytes
        }
        let replaced = Set(blocks(of: piece).map(\.key))
        let rest = blocks(of: base).filter { !replaced.contains($0.key) }
        return Data(rest.map(\.text).joined().utf8) + bytes
    }

    /// The top-level keys of a YAML file, each with its lines up to the next one.
    static func blocks(of text: String) -> [(key: String, text: String)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: []) { blocks, line in
            if let match = line.prefixMatch(of: /([a-z_]+):/) {
                blocks.append((String(match.1), "\(line)\n"))
            } else if let last = blocks.indices.last, !line.isEmpty {
                blocks[last].text += "\(line)\n"
            }
        }
    }

    private static func base(_ path: String) -> URL { URL(filePath: folder).appending(path: path) }
}

extension RuleExample.Setting {
    /// The file that an example is a piece of.
    var path: String {
        switch self {
        case .contacto: "cobro-noviembre.yaml"
        case .setapp: "aviso-diciembre.yaml"
        case .group: "bienvenida.yaml"
        case .workspace: "pregon.yaml"
        case .file: "campana.yaml"
        case .audience: "audiences/noviembre.csv"
        case .list: "audiences/bajas.csv"
        case .templates: "templates.lock.yaml"
        }
    }

    /// The campaigns without which nobody would read that file.
    var readers: [String] {
        switch self {
        case .audience, .list: ["aviso-diciembre.yaml"]
        case .templates: ["cobro-noviembre.yaml"]
        default: []
        }
    }
}
