import CampaignLoading
import CampaignModel
import Diagnostics
import Reporting

/// How two lists of templates differ.
struct TemplateDrift {
    private enum Change { case added, changed(from: LockedTemplate), gone }

    private let changes: [(number: String, template: LockedTemplate, change: Change)]
    private let count: Int

    init(from old: [String: LockedTemplate], to new: [String: LockedTemplate]) {
        count = new.count
        let all = TemplateLock.sorted(new.merging(old) { now, _ in now })
        changes = all.compactMap { number, template in
            guard let before = old[number] else { return (number, template, .added) }
            guard let now = new[number] else { return (number, before, .gone) }
            return now == before ? nil : (number, now, .changed(from: before))
        }
    }

    var isEmpty: Bool { changes.isEmpty }

    var summary: String {
        guard !isEmpty else { return "\(Words.count(count, "template")), no change" }
        var parts = [Words.count(count, "template")]
        var added = 0
        var changed = 0
        var gone = 0
        for entry in changes {
            switch entry.change {
            case .added: added += 1
            case .changed: changed += 1
            case .gone: gone += 1
            }
        }
        if added > 0 { parts.append("\(added) new") }
        if changed > 0 { parts.append("\(changed) changed") }
        if gone > 0 { parts.append("\(gone) gone") }
        return parts.joined(separator: ", ")
    }

    var lines: [String] {
        changes.map { number, template, change in
            switch change {
            case .added: "+ " + Self.words(number, template)
            case .gone: "- " + Self.words(number, template)
            case .changed(let before):
                "~ \(number)  \(SafeText.line(template.name)): "
                    + Self.differences(before, template).joined(separator: "; ")
            }
        }
    }

    /// `1042  recordatorio_pago  approved, utility, es, 3 variables, document`.
    static func words(_ number: String, _ template: LockedTemplate) -> String {
        var parts = [SafeText.line(template.status.word), template.category.rawValue]
        if template.category == .unknown { parts[1] = "category unknown" }
        if let language = template.language { parts.append(SafeText.line(language)) }
        parts.append(Words.count(template.variables, "variable"))
        if let media = media(template) { parts.append(media) }
        return "\(number)  \(SafeText.line(template.name))  \(parts.joined(separator: ", "))"
    }

    private static func media(_ template: LockedTemplate) -> String? {
        switch template.header {
        case .none, .unknown: nil
        case .media(let kind): kind.rawValue
        }
    }

    private static func differences(_ old: LockedTemplate, _ new: LockedTemplate) -> [String] {
        func word(_ header: LockedTemplate.Header) -> String {
            switch header {
            case .none: "none"
            case .unknown: "unknown"
            case .media(let kind): kind.rawValue
            }
        }
        let pairs = [
            ("name", old.name, new.name), ("status", old.status.word, new.status.word),
            ("category", old.category.rawValue, new.category.rawValue),
            ("language", old.language ?? "unknown", new.language ?? "unknown"),
            ("variables", "\(old.variables)", "\(new.variables)"),
            ("media", word(old.header), word(new.header)),
        ]
        var words = pairs.filter { $0.1 != $0.2 }.map {
            "\($0.0) \(SafeText.line($0.1)) → \(SafeText.line($0.2))"
        }
        if old.body != new.body { words.append("its text") }
        return words
    }
}
