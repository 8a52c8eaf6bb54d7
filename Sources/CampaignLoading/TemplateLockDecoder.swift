import CampaignModel
import Diagnostics
import YAMLTree

/// `templates.lock.yaml` → what the gateway said of each line's templates.
///
/// A program writes the file, so a mistake in it is most often an edit by hand; the remedy is to write it anew.
struct TemplateLockDecoder {
    let reader: NodeReader
    let lines: KnownLines

    /// Completes a remedy.
    static let pull = "`pregon templates pull` writes the file anew"

    private static let templateKeys: [StaticString] = [
        "name", "status", "category", "language", "variables", "media", "body",
    ]

    func decode(_ root: YAMLNode) -> (TemplateLock, TemplatePlaces)? {
        let what = "templates.lock.yaml"
        guard let fields = reader.fields(root, keys: ["version", "lines"], what: what) else { return nil }
        reader.version(fields, what: what)
        var lock = TemplateLock()
        var places = TemplatePlaces()
        guard let node = reader.required(fields, "lines", what: what, remedy: Self.pull) else { return nil }
        guard node.kind == .mapping else {
            reader.expected("keys and values", at: node, what: "lines", remedy: Self.pull)
            return nil
        }
        for (key, value) in node.entries where key.kind == .scalar {
            let name = key.text
            // What stands under a name that pregon.yaml does not know is not used, but judged all the same.
            checkLine(key)
            lock.lines[name] = decode(line: name, value, places: &places.templates[name, default: [:]])
        }
        return (lock, places)
    }

    private func checkLine(_ node: YAMLNode) {
        if let line = lines.line(named: node.text) {
            guard line.gateway != .contacto else { return }
            reader.sink.report(
                ReferenceRules.unknownLine, node,
                "line `\(node.text)` is one of \(line.gateway.rawValue), which has no templates",
                remedy: "remove it; \(Self.pull)")
            return
        }
        guard lines.isComplete, !lines.broken.contains(node.text) else { return }
        reader.sink.report(
            ReferenceRules.unknownLine, node, "pregon.yaml describes no line `\(node.text)`",
            remedy: (NearestName.of(node.text, in: lines.names).map { "did you mean `\($0)`? " }
                ?? "remove it, or correct its name; ") + Self.pull)
    }

    private func decode(line name: String, _ node: YAMLNode, places: inout [String: FieldPlace])
        -> TemplateLock.LineTemplates?
    {
        let what = "line `\(name)`"
        guard let fields = reader.fields(node, keys: ["pulled", "templates"], what: what) else { return nil }
        let pulled = reader.required(
            fields, "pulled", what: what, remedy: "write when the gateway said so; \(Self.pull)"
        ).flatMap {
            reader.value(
                $0, ValueRules.badDateTime, what: "pulled", expects: "a moment with its offset from UTC",
                example: "2026-11-20T14:03:00-05:00", ValueText.timestamp)
        }
        let list = reader.required(
            fields, "templates", what: what, remedy: "write `templates: {}` if it has none; \(Self.pull)")
        guard let list else { return nil }
        guard list.kind == .mapping else {
            reader.expected("keys and values", at: list, what: "templates of \(what)", remedy: Self.pull)
            return nil
        }
        var templates: [String: LockedTemplate] = [:]
        for (key, value) in list.entries where key.kind == .scalar {
            guard let number = reader.templateNumber(key), places[number] == nil else { continue }
            places[number] = FieldPlace(key)
            templates[number] = template(number, value)
        }
        return pulled.map { TemplateLock.LineTemplates(pulled: $0, templates: templates) }
    }

    private func template(_ number: String, _ node: YAMLNode) -> LockedTemplate? {
        let what = "template \(number)"
        guard let fields = reader.fields(node, keys: Self.templateKeys, what: what) else { return nil }
        let name = required(fields, "name", what).flatMap { reader.scalar($0, what: "name") }
        let status = required(fields, "status", what).flatMap { reader.scalar($0, what: "status") }
        let category = required(fields, "category", what).flatMap {
            reader.choice($0, of: LockedTemplate.Category.self, what: "category of \(what)")
        }
        let language = fields("language").map { reader.scalar($0, what: "language") }
        let variablesNode = required(fields, "variables", what)
        let variables = variablesNode.flatMap {
            reader.integer($0, in: 0...1000, what: "variables of \(what)")
        }
        let header = fields("media").map { self.header($0, what) } ?? .some(.none)
        let body = fields("body").map { reader.text($0, what: "body") }
        if let variables, let variablesNode, let body = body.flatMap(\.self),
            !isCountRight(variables, variablesNode, body: body, what)
        {
            return nil
        }
        guard let name, let status, let category, language != .some(nil), let variables, let header,
            body != .some(nil)
        else { return nil }
        return LockedTemplate(
            name: name, status: .init(status), category: category, language: language.flatMap(\.self),
            variables: variables, header: header, body: body.flatMap(\.self))
    }

    private func required(_ fields: Fields, _ key: StaticString, _ what: String) -> YAMLNode? {
        reader.required(fields, key, what: what, remedy: "write its `\(key)`; \(Self.pull)")
    }

    private func header(_ node: YAMLNode, _ what: String) -> LockedTemplate.Header? {
        guard let text = reader.scalar(node, what: "media of \(what)") else { return nil }
        if let kind = Media.Kind(rawValue: text) { return .media(kind) }
        if text == "none" { return .some(.none) }
        if text == "unknown" { return .unknown }
        let known = Media.Kind.allCases.map(\.rawValue) + ["none", "unknown"]
        let list = known.joined(separator: ", ")
        reader.sink.report(
            ValueRules.badChoice, node, "media of \(what) cannot be `\(text)`",
            remedy: NearestName.of(text, in: known).map { "did you mean `\($0)`? Possible: \(list)" }
                ?? "use one of: \(list)")
        return nil
    }

    /// More variables than the body shows are right: a header or a button may take the others.
    private func isCountRight(_ variables: Int, _ node: YAMLNode, body: String, _ what: String) -> Bool {
        let highest = TemplateBody(body).highestVariable
        guard highest > variables else { return true }
        reader.sink.report(
            TemplateRules.countMismatch, node,
            "\(what) is said to have \(variables) variable\(variables == 1 ? "" : "s"), "
                + "but its body goes up to {{\(highest)}}",
            remedy: "one of the two was edited by hand; \(Self.pull)")
        return false
    }
}

extension NodeReader {
    /// The number of a template, as text: leading zeros count.
    func templateNumber(_ node: YAMLNode) -> String? {
        guard let number = scalar(node, what: "template") else { return nil }
        if number.utf8.count <= 20, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return number }
        sink.report(
            ValueRules.badTemplateNumber, node, "`\(number)` cannot be a template's number",
            remedy: "write the number that the gateway shows for the template, e.g. \"1042\"")
        return nil
    }
}
