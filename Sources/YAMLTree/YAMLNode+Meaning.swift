extension YAMLNode {
    /// A scalar's text without the special spaces at its beginning (`invisible-space`): what its author sees.
    package var textWithoutSpecialSpaces: String {
        let text = text
        guard let first = text.unicodeScalars.first, InvisibleSpace.contains(first.value) else { return text }
        return String(text.unicodeScalars.drop { InvisibleSpace.contains($0.value) })
    }
}
