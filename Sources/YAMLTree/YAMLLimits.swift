/// How much a YAML file may hold before it is refused (the file format, "Typing: strict").
package struct YAMLLimits: Sendable, Hashable {
    /// Size of a file in bytes. Values above 64 MiB count as 64 MiB, because offsets and lines are kept
    /// small.
    package var fileBytes: Int
    /// Levels of lists and mappings inside one another; the mapping at the top is the first.
    package var depth: Int
    /// Size of one value in bytes of UTF-8.
    package var scalarBytes: Int
    /// Keys whose value may be longer than `scalarBytes`, wherever they stand.
    package var longScalarKeys: [String]

    package init(
        fileBytes: Int = 32 << 20, depth: Int = 32, scalarBytes: Int = 1 << 20,
        longScalarKeys: [String] = ["base64"]
    ) {
        self.fileBytes = fileBytes
        self.depth = depth
        self.scalarBytes = scalarBytes
        self.longScalarKeys = longScalarKeys
    }

    package static let standard = YAMLLimits()

    /// The largest file whose offsets and line numbers fit a `NodeRecord`.
    static let greatestFileBytes = 64 << 20
}
