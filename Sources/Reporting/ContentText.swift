import CampaignModel
import Planning
import TextSafety

/// What would go out in one send, in a few lines.
enum ContentText {
    /// - Parameter template: the template behind it, where that is known.
    static func lines(_ content: SendContent, template: LockedTemplate?, style: TextStyle) -> [String] {
        let lines = lines(content, template: template)
        // A text may name its reader's number, and an address may hold it.
        return style.showsNumbers ? lines : lines.map { NumberMask.masking($0) }
    }

    private static func lines(_ content: SendContent, template: LockedTemplate?) -> [String] {
        switch content {
        case .template(let filled):
            var lines = text(of: filled, template)
            switch filled.media {
            case nil: break
            case .url(let address): lines.append("media \(SafeWords.line(address))")
            case .bytes(_, let name): lines.append("media \(SafeWords.line(name))")
            }
            return lines
        case .text(let text), .groupText(let text): return wrapped(text)
        case .image(let address): return ["image \(SafeWords.line(address))"]
        case .document(let address): return ["document \(SafeWords.line(address))"]
        case .groupCreation(let name, let welcome, let members):
            return ["group \"\(SafeWords.line(name))\" with \(members.count) members"] + wrapped(welcome)
        case .groupFile(let url, let name, let title):
            return ["file \(SafeWords.line(name)) (\(SafeWords.line(title)))", SafeWords.line(url)]
        }
    }

    /// What the recipient reads where the template's text is known, else the values that go into it.
    private static func text(of filled: FilledTemplate, _ template: LockedTemplate?) -> [String] {
        func values(_ values: some Sequence<String>) -> String {
            values.map { "[\(SafeWords.line($0))]" }.joined(separator: " ")
        }
        guard let template, let text = template.text(filledWith: filled.variables) else {
            return ["template \(filled.template): \(values(filled.variables))"]
        }
        // Values that the body does not show go into the header or a button.
        let unseen = filled.variables.dropFirst(template.highestVariable)
        return wrapped(text) + [
            "template \(filled.template) (\(SafeWords.line(template.name)))"
                + (unseen.isEmpty ? "" : ": also \(values(unseen))")
        ]
    }

    private static func wrapped(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            Words.short(SafeWords.line(String($0)), 100)
        }
        let trimmed = lines.last == "" ? Array(lines.dropLast()) : lines
        return trimmed.count > 12 ? trimmed.prefix(11) + ["…"] : trimmed
    }
}
