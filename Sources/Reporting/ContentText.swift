import CampaignModel
import Planning

/// What would go out in one send, in a few lines.
enum ContentText {
    static func lines(_ content: SendContent, style: TextStyle) -> [String] {
        switch content {
        case .template(let filled):
            var lines = [
                "template \(filled.template): "
                    + filled.variables.map { "[\(SafeWords.line($0))]" }.joined(separator: " ")
            ]
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

    private static func wrapped(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            Words.short(SafeWords.line(String($0)), 100)
        }
        let trimmed = lines.last == "" ? Array(lines.dropLast()) : lines
        return trimmed.count > 12 ? trimmed.prefix(11) + ["…"] : trimmed
    }
}
