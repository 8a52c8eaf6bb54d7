import Diagnostics

extension YAMLRules {
    package static let utf16 = Rule(
        "utf-16",
        summary: "The file is written in UTF-16.",
        reason: "Git shows such a file as binary, so that nobody can review it, and tools read it "
            + "differently.",
        wrong: .contacto("a file saved with the encoding \"Unicode\" or \"UTF-16 LE\""),
        right: .contacto("the same file saved with the encoding \"UTF-8\""),
        source: format)
}
