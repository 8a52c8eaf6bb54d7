import CampaignModel

/// The lines that `pregon.yaml` describes, right or wrong, for the files that name them: a campaign is not told
/// that a line does not exist because the line's own description has a mistake.
struct KnownLines {
    /// In the order of the file.
    var lines: [Line] = []
    /// Names of lines whose description has a mistake.
    var broken: Set<String> = []
    /// False where it could not be read which lines there are.
    var isComplete = true

    func line(named name: String) -> Line? { lines.first { $0.name == name } }

    var names: [String] { lines.map(\.name) + broken.sorted() }
}
