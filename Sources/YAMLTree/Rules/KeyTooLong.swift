import Diagnostics

extension YAMLRules {
    package static let keyTooLong = Rule(
        "key-too-long",
        summary: "A key is longer than 1024 characters.",
        reason: "YAML does not read it as a key. Mostly it is a text with a \":\" in it that stands "
            + "without quotes.",
        wrong: .contacto(String(repeating: "x", count: 1030) + ": 1"),
        right: .contacto("x: 1"),
        source: "YAML 1.2.2, section 7.4.3")
}
