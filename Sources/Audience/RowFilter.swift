import CampaignModel

/// One `where` of an audience: a column and the values that are kept.
struct RowFilter {
    let name: String
    let column: Int
    private let values: [[UInt8]]
    private let texts: Set<String>

    init(_ filter: AudienceSource.Filter, column: Int) {
        name = filter.column
        self.column = column
        let texts = filter.values.map { value in
            Array(value.utf8).withUnsafeBufferPointer {
                String(decoding: ByteText.trimmed($0), as: UTF8.self)
            }
        }
        values = texts.map { Array($0.utf8) }
        self.texts = Set(texts)
    }

    /// Spaces around a value do not count.
    func keeps(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = ByteText.trimmed(cell)
        for value in values where ByteText.equal(text, value) { return true }
        // An accent may be spelled in two ways (macOS writes the longer one); strings know that they are equal.
        guard text.contains(where: { $0 >= 0x80 }) else { return false }
        return texts.contains(String(decoding: text, as: UTF8.self))
    }
}
