import CampaignModel

/// The lines that `pregon.yaml` describes, right or wrong, for the files that name them: a campaign is not told
/// that a line does not exist because the line's own description has a mistake.
struct KnownLines {
    /// In the order of the file.
    private(set) var lines: [Line] = []
    /// Names of lines whose description has a mistake.
    var broken: Set<String> = []
    /// False where it could not be read which lines there are.
    var isComplete = true
    /// The first line of each name: a file of a megabyte can describe thousands, and another one name them.
    private var positions: [String: Int] = [:]

    init(isComplete: Bool = true) { self.isComplete = isComplete }

    mutating func add(_ line: Line) {
        if positions[line.name] == nil { positions[line.name] = lines.count }
        lines.append(line)
    }

    func line(named name: String) -> Line? { positions[name].map { lines[$0] } }

    /// The right ones, then the wrong ones; there when all are added.
    private(set) var names: [String] = []

    mutating func finish() { names = lines.map(\.name) + broken.sorted() }

    /// The names for a message, at most thirty.
    var list: String { names.prefix(30).joined(separator: ", ") + (names.count > 30 ? ", …" : "") }
}
