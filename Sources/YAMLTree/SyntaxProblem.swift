/// Why libyaml stopped, in its own words, and where: byte offsets into the text.
struct SyntaxProblem: Sendable {
    var text: String
    /// What libyaml was doing; empty if it does not say.
    var context: String
    var offset: Int
    /// Where the thing began that it was reading.
    var contextOffset: Int?

    /// Whether this may only be the consequence of a trap met before: libyaml found something where it
    /// expected the structure to go on. What it says of single characters is never a consequence.
    var isStructural: Bool {
        text.hasPrefix("did not find expected key") || text.hasPrefix("did not find expected ','")
            || text.hasPrefix("did not find expected '-'") || text.hasPrefix("could not find expected ':'")
            || text.hasPrefix("mapping values are not")
            || text.hasPrefix("did not find expected node content")
            || text.hasPrefix("block sequence entries") || text.hasPrefix("mapping keys are not")
            || text.hasPrefix("found unexpected ':'")
    }
}
