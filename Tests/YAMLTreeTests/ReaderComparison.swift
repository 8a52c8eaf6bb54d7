import Diagnostics

@testable import YAMLTree

/// What the direct scanner made of a text, judged by what libyaml's events make of it.
enum ReaderComparison: Equatable {
    /// The scanner left the text to libyaml.
    case declined
    case equal
    /// The scanner took the text for something else than libyaml does; says what differs.
    case different(String)

    init(_ bytes: [UInt8], limits: YAMLLimits = .standard) {
        let source = SourceText(path: "c.yaml", bytes: bytes)
        let scan = bytes.withUnsafeBufferPointer { ByteScan($0) }
        guard let direct = DirectScanner.document(of: source, scan, limits: limits) else {
            self = .declined
            return
        }
        let load = YAMLReader.readEvents(source, scan: scan, limits: limits)
        if let finding = load.findings.first {
            self = .different("\(finding.rule.name): \(finding.message)")
        } else if let document = load.document {
            self = direct.difference(from: document).map { .different($0) } ?? .equal
        } else {
            self = .different("libyaml gives no document")
        }
    }
}

extension YAMLDocument {
    /// The first thing in which the trees differ, byte for byte.
    fileprivate func difference(from other: YAMLDocument) -> String? {
        for (index, (mine, theirs)) in zip(nodes, other.nodes).enumerated() where mine != theirs {
            return "node \(index): \(mine.facts), libyaml: \(theirs.facts)"
        }
        if nodes.count != other.nodes.count { return "\(nodes.count) nodes, libyaml: \(other.nodes.count)" }
        if values != other.values { return "values \(text(values)), libyaml: \(text(other.values))" }
        return nil
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).debugDescription }
}

extension NodeRecord {
    fileprivate static func != (one: NodeRecord, other: NodeRecord) -> Bool { one.facts != other.facts }

    /// All that a record holds.
    fileprivate var facts: Facts {
        Facts(
            kind: kind, style: style, start: start, end: end, line: line, payload: payload, count: count,
            isVerbatim: isVerbatim)
    }

    fileprivate struct Facts: Equatable {
        var kind: YAMLNode.Kind
        var style: YAMLNode.Style
        var start: UInt32
        var end: UInt32
        var line: Int
        var payload: UInt32
        var count: UInt32
        var isVerbatim: Bool
    }
}
