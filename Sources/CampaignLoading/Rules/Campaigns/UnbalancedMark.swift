import Diagnostics
import YAMLTree

extension CampaignRules {
    package static let unbalancedMark = Rule(
        "unbalanced-mark", .warning,
        summary: "A WhatsApp formatting mark is opened and not closed in its line.",
        reason: "The recipient sees the bare `*`, `_`, `~` or three backticks instead of the formatting.",
        remedy: "Close the mark at the end of the word, in each line of its own, or remove it.",
        wrong: .setapp("messages: [text: \"Hola *{{nombre}}, tu pedido va en camino.\"]"),
        right: .setapp("messages: [text: \"Hola *{{nombre}}*, tu pedido va en camino.\"]"),
        source: "gateways.md, section 1, \"Formatting in text\"")
}

extension NodeReader {
    /// - Parameter node: a text that WhatsApp shows.
    func checkMarks(_ node: YAMLNode) {
        for unclosed in node.withBytes(FormattingMarks.unclosed) {
            let sign = unclosed.mark.sign
            let isCode = unclosed.mark == .monospace
            sink.add(CampaignRules.unbalancedMark, node) {
                Finding(
                    CampaignRules.unbalancedMark,
                    // Where an escape gives the sign, it is not written so often.
                    at: node.place(ofOccurrence: unclosed.occurrence, of: sign) ?? node.place(),
                    isCode
                        ? "these three backticks open monospace text that is not closed"
                        : "this `\(sign)` opens \(Self.words(unclosed.mark)) text that its line does not close",
                    remedy: isCode
                        ? "write three backticks behind the text too, or remove these"
                        : "write a second `\(sign)` behind the last word, without a space before it; "
                            + "each line needs its own pair")
            }
        }
    }

    private static func words(_ mark: FormattingMarks.Mark) -> String {
        switch mark {
        case .bold: "bold"
        case .italic: "italic"
        case .strikethrough: "struck-through"
        case .monospace: "monospace"
        }
    }
}
