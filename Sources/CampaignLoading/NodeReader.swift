import CampaignModel
import Diagnostics
import YAMLTree

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
        if fields.isMistyped(key) { return nil }
        let anchor = fields.node
        var place = anchor.place()
        // The whole mapping is meant, but its first line is enough to show.
        if var span = place.span {
            span.end = SourcePosition(line: span.start.line, column: span.start.column + 1)
            place.span = span
        }
        sink.add(StructureRules.missingKey, anchor) {
            Finding(
                StructureRules.missingKey, at: place, "\(what) has no `\(key)`", remedy: remedy)
        }
        return nil
    }

    func items(_ node: YAMLNode, what: @autoclosure () -> String) -> [YAMLNode]? {
        guard node.kind == .sequence else {
            expected("a list", at: node, what: what())
            return nil
        }
        return Array(node.items)
    }

    /// - Parameter remedy: what to write, where more can be said than the kind.
    func expected(_ kind: String, at node: YAMLNode, what: String, remedy: String? = nil) {
        let found =
            switch node.kind {
            case .mapping: "keys and values"
            case .sequence: "a list"
            case .scalar: node.isEmptyPlain ? "nothing" : "a single value"
            }
        sink.report(
            StructureRules.wrongKind, node, "\(what) must be \(kind), but here is \(found)",
            remedy: remedy ?? usualRemedy(kind, at: node))
    }

    private func usualRemedy(_ kind: String, at node: YAMLNode) -> String {
        switch kind {
        case "a list":
            let isWord =
                node.kind == .scalar && !node.isEmptyPlain && node.text.utf8.count <= 60
                && node.span.start.line == node.span.end.line
            return isWord
                ? "put it in brackets: [\(node.text)]"
                : "write the values in brackets, [a, b], or one a line with `- `"
        case "keys and values": return "write `key: value` lines, indented below it"
        default: return "write one value after the colon"
        }
    }

    // MARK: Scalars

    /// The text of a scalar as it stands, whatever YAML would make of it; nil with a finding where there is
    /// none.
    func scalar(_ node: YAMLNode, what: @autoclosure () -> String) -> String? {
        guard node.kind == .scalar else {
            expected("a single value", at: node, what: what())
            return nil
        }
        let text = node.text
        guard !text.isEmpty else {
            sink.report(
                StructureRules.emptyValue, node, "\(what()) is empty",
                remedy: "write a value, or remove the key")
            return nil
        }
        return text
    }

    /// A text for people: like `scalar`, and quoted where YAML would read it as something else.
    func text(_ node: YAMLNode, what: @autoclosure () -> String) -> String? {
        guard let text = scalar(node, what: what()) else { return nil }
        if node.style == .plain, let meaning = YAMLMeaning.of(text) {
            sink.report(
                StructureRules.ambiguousText, node,
                "\(what()) is written `\(text)` without quotes, which YAML reads as \(meaning)",
                remedy: "put it in quotes: \"\(text)\"",
                // Who writes `null` may well mean nothing at all, and nobody should read "Hola null".
                fix: meaning == YAMLMeaning.nothing ? nil : node.quotingFix())
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
            remedy: NearestName.question(text, in: known).map { "\($0) Possible: \(list)" }
                ?? "use one of: \(list)",
            fix: choiceFix(node, text, among: known))
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
                remedy: "write true or false", fix: choiceFix(node, text, among: ["true", "false"]))
            return nil
        }
    }

    /// Writes the one possible value that a misspelled one can only have been meant to be.
    func choiceFix(_ node: YAMLNode, _ text: String, among known: [String]) -> Fix? {
        NearestName.slip(of: text, in: known).flatMap {
            node.replacingFix("corrected `\(text)` to `\($0)`", with: $0)
        }
    }

    /// Reads a scalar with a function of `ValueText`; its finding names what the key expects and shows one.
    func value<Value>(
        _ node: YAMLNode, _ rule: Rule, what: String, expects: String, example: String,
        _ read: (String) -> Value?
    ) -> Value? {
        guard let text = scalar(node, what: what) else { return nil }
        if let value = read(text) { return value }
        sink.report(
            rule, node, "\(what) must be \(expects), not `\(text)`",
            remedy: "for example `\(what): \(example)`")
        return nil
    }
}
