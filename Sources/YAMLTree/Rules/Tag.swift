import Diagnostics

extension YAMLRules {
    package static let tag = Rule(
        "tag",
        summary: "\"!\" at the beginning of a value makes it a tag.",
        reason: "The word after \"!\" would be taken away from the text.",
        wrong: .contacto("text: !important Hola"),
        right: .contacto("text: \"!important Hola\""),
        source: format)
}
