import CampaignModel
import Diagnostics
import YAMLTree

/// Collects the findings of one file.
final class FindingSink {
    private(set) var findings: [Finding] = []

    func add(_ finding: Finding) { findings.append(finding) }
    func add(_ more: [Finding]) { findings += more }

    func report(
        _ rule: Rule, _ node: YAMLNode, _ message: String, remedy: String, related: [Finding.Related] = []
    ) {
        findings.append(Finding(rule, at: node.place(), message, remedy: remedy, related: related))
    }
}

/// The values of one mapping by their keys. Unknown keys are reported when it is made.
struct Fields {
    let node: YAMLNode
    private let entries: [(key: YAMLNode, value: YAMLNode)]

    init(_ node: YAMLNode, keys: [StaticString], what: String, sink: FindingSink) {
        self.node = node
        var entries: [(key: YAMLNode, value: YAMLNode)] = []
        entries.reserveCapacity(node.count)
        for (key, value) in node.entries {
            // A key that is no text has its own finding already.
            guard key.kind == .scalar else { continue }
            if keys.contains(where: { key.textEquals($0) }) {
                entries.append((key, value))
            } else {
                Self.reportUnknown(key, keys: keys, what: what, sink: sink)
            }
        }
        self.entries = entries
    }

    /// The value of a key; of a repeated key (which has its own finding) the first.
    func callAsFunction(_ key: StaticString) -> YAMLNode? {
        for entry in entries where entry.key.textEquals(key) { return entry.value }
        return nil
    }

    func keyNode(_ key: StaticString) -> YAMLNode? {
        for entry in entries where entry.key.textEquals(key) { return entry.key }
        return nil
    }

    private static func reportUnknown(
        _ key: YAMLNode, keys: [StaticString], what: String, sink: FindingSink
    ) {
        let known = keys.map { "\($0)" }
        let typed = key.text
        let list = known.joined(separator: ", ")
        let remedy =
            NearestName.of(typed, in: known).map { "did you mean `\($0)`? Known keys here: \(list)" }
            ?? "remove it, or use one of: \(list)"
        sink.report(
            StructureRules.unknownKey, key, "\(what) has no key `\(typed)`", remedy: remedy)
    }
}

/// Reads values by what their key expects, reporting what does not fit.
struct NodeReader {
    let sink: FindingSink

    // MARK: Structure

    /// A mapping's fields, or nil with a finding.
    func fields(_ node: YAMLNode, keys: [StaticString], what: String) -> Fields? {
        guard node.kind == .mapping else {
            expected("keys and values", at: node, what: what)
            return nil
        }
        return Fields(node, keys: keys, what: what, sink: sink)
    }

    /// A value that must be there.
    func required(_ fields: Fields, _ key: StaticString, what: String, remedy: String) -> YAMLNode? {
        if let value = fields(key) { return value }
        let anchor = fields.node
        var place = anchor.place()
        // The whole mapping is meant, but its first line is enough to show.
        if var span = place.span {
            span.end = SourcePosition(line: span.start.line, column: span.start.column + 1)
            place.span = span
        }
        sink.add(
            Finding(
                StructureRules.missingKey, at: place, "\(what) has no `\(key)`", remedy: remedy))
        return nil
    }

    func items(_ node: YAMLNode, what: String) -> [YAMLNode]? {
        guard node.kind == .sequence else {
            expected("a list", at: node, what: what)
            return nil
        }
        return Array(node.items)
    }

    func expected(_ kind: String, at node: YAMLNode, what: String) {
        let found =
            switch node.kind {
            case .mapping: "keys and values"
            case .sequence: "a list"
            case .scalar: node.isEmptyPlain ? "nothing" : "a single value"
            }
        sink.report(
            StructureRules.wrongKind, node, "\(what) must be \(kind), but here is \(found)",
            remedy: kind == "a list"
                ? "write the values in brackets, [a, b], or one a line with `- `"
                : kind == "keys and values"
                    ? "write `key: value` lines, indented below it"
                    : "write one value after the colon")
    }

    // MARK: Scalars

    /// The text of a scalar as it stands, whatever YAML would make of it; nil with a finding where there is
    /// none.
    func scalar(_ node: YAMLNode, what: String) -> String? {
        guard node.kind == .scalar else {
            expected("a single value", at: node, what: what)
            return nil
        }
        let text = node.text
        guard !text.isEmpty else {
            sink.report(
                StructureRules.emptyValue, node, "\(what) is empty",
                remedy: "write a value, or remove the key")
            return nil
        }
        return text
    }

    /// A text for people: like `scalar`, and quoted where YAML would read it as something else.
    func text(_ node: YAMLNode, what: String) -> String? {
        guard let text = scalar(node, what: what) else { return nil }
        if node.style == .plain, let meaning = YAMLMeaning.of(text) {
            sink.report(
                StructureRules.ambiguousText, node,
                "\(what) is written `\(text)` without quotes, which YAML reads as \(meaning)",
                remedy: "put it in quotes: \"\(text)\"")
            return nil
        }
        return text
    }

    func integer(_ node: YAMLNode, in range: ClosedRange<Int>, what: String) -> Int? {
        guard let text = scalar(node, what: what) else { return nil }
        guard let value = ValueText.integer(text), range.contains(value) else {
            sink.report(
                ValueRules.badInteger, node,
                "\(what) must be a whole number from \(range.lowerBound) to \(range.upperBound), not `\(text)`",
                remedy: "write digits only, e.g. \(min(max(1, range.lowerBound), range.upperBound))")
            return nil
        }
        return value
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ node: YAMLNode, of type: Value.Type, what: String
    ) -> Value? where Value.RawValue == String {
        guard let text = scalar(node, what: what) else { return nil }
        if let value = Value(rawValue: text) { return value }
        let known = Value.allCases.map(\.rawValue)
        let list = known.joined(separator: ", ")
        sink.report(
            ValueRules.badChoice, node, "\(what) cannot be `\(text)`",
            remedy: NearestName.of(text, in: known).map { "did you mean `\($0)`? Possible: \(list)" }
                ?? "use one of: \(list)")
        return nil
    }

    func boolean(_ node: YAMLNode, what: String) -> Bool? {
        guard let text = scalar(node, what: what) else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default:
            sink.report(
                ValueRules.badChoice, node, "\(what) cannot be `\(text)`",
                remedy: "write true or false")
            return nil
        }
    }

    /// Reads a scalar with a function of `ValueText`; its finding names what the key expects.
    func value<Value>(
        _ node: YAMLNode, _ rule: Rule, what: String, expects: String, _ read: (String) -> Value?
    ) -> Value? {
        guard let text = scalar(node, what: what) else { return nil }
        if let value = read(text) { return value }
        sink.report(
            rule, node, "\(what) must be \(expects), not `\(text)`", remedy: "for example: \(rule.right)")
        return nil
    }
}

/// What YAML 1.1 or 1.2 readers make of an unquoted word.
enum YAMLMeaning {
    /// Nil where every reader sees a text.
    static func of(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 40 else { return nil }
        switch first {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: return number(text, bytes)
        case 0x7E: return bytes.count == 1 ? "nothing (null)" : nil
        default: break
        }
        switch text.lowercased() {
        case "null": return "nothing (null)"
        case "y", "yes", "true", "on": return "true"
        case "n", "no", "false", "off": return "false"
        default: return nil
        }
    }

    private static func number(_ text: String, _ bytes: [UInt8]) -> String? {
        if LocalDate(iso: text) != nil { return "a date" }
        var digits = bytes[...]
        if digits.first == 0x2B || digits.first == 0x2D { digits = digits.dropFirst() }
        guard let first = digits.first else { return nil }
        let body = String(decoding: digits, as: UTF8.self).lowercased()
        if body == ".inf" || body == ".nan" { return "a number" }
        let allowed = { (set: String) in body.utf8.allSatisfy { set.utf8.contains($0) } }
        if body.hasPrefix("0x") || body.hasPrefix("0o") || body.hasPrefix("0b") {
            return body.dropFirst(2).allSatisfy({ $0.isHexDigit || $0 == "_" }) && body.count > 2
                ? "a number" : nil
        }
        guard (0x30...0x39).contains(first) || first == 0x2E,
            body.utf8.contains(where: { (0x30...0x39).contains($0) })
        else { return nil }
        if allowed("0123456789_") { return "a number" }
        // 12:30 is 750 in YAML 1.1.
        if allowed("0123456789_:"), first != 0x3A, body.last != ":" { return "a number of base 60" }
        if allowed("0123456789_.e+-"), Double(body.replacing("_", with: "")) != nil { return "a number" }
        return nil
    }
}
