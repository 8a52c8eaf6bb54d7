import Planning

/// The difference to an earlier revision for a person at a terminal.
struct DiffText {
    let words: DiffWords
    let style: TextStyle

    func render() -> String {
        let diff = words.diff
        var lines = [style.bold("Compared with \(SafeWords.line(diff.shownName))")]
        lines += words.notes.map { "  note: \(SafeWords.line($0))" }
        lines += diff.settings.map { "  pregon.yaml: \(SafeWords.line($0))" }
        for campaign in diff.campaigns where words.isWorthShowing(campaign) { lines += self.lines(campaign) }
        let same = diff.campaigns.filter { !words.isWorthShowing($0) }.map(\.name)
        if !same.isEmpty {
            let names = same.count > 5 ? same.prefix(5) + ["…"] : same
            lines.append("  unchanged: \(names.joined(separator: ", "))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ campaign: CampaignDiff) -> [String] {
        var lines = ["  \(style.bold(SafeWords.line(campaign.name)))  \(words.title(campaign))"]
        func add(_ texts: [String], _ prefix: String = "") {
            lines += texts.map { "    \(prefix)\(SafeWords.line($0))" }
        }
        add(campaign.notes, "note: ")
        add(campaign.mistakes, "error: ")
        add(campaign.schedule)
        add(campaign.settings)
        add(words.audience(campaign))
        for change in campaign.texts {
            add([words.title(change) + ":"])
            lines += text(change).map { "      | \($0)" }
        }
        add(words.effect(campaign))
        return lines
    }

    /// `[-old-]{+new+}` as in git's word diff, with colours where there are any.
    private func text(_ change: TextChange) -> [String] {
        var lines = [""]
        for piece in DiffWords.shortened(change.words) {
            let text: String
            switch piece {
            case .same(let same): text = same
            case .removed(let old): text = old
            case .added(let new): text = new
            }
            // Each line of a piece is marked on its own, so that every line can be read alone.
            for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { lines.append("") }
                guard !part.isEmpty || text == "\n" else { continue }
                lines[lines.count - 1] += mark(part.isEmpty ? "⏎" : SafeWords.line(String(part)), piece)
            }
        }
        return lines.last == "" ? Array(lines.dropLast()) : lines
    }

    private func mark(_ text: String, _ piece: WordDiff.Piece) -> String {
        switch piece {
        case .same: text == "⏎" ? "" : text
        case .removed: style.marked("[-\(text)-]", color: "31")
        case .added: style.marked("{+\(text)+}", color: "32")
        }
    }
}
