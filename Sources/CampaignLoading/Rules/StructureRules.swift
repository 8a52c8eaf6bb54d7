import Diagnostics

/// Rules about which keys and kinds of values a file may have.
package enum StructureRules {
    package static let unknownKey = Rule(
        "unknown-key",
        summary: "A key that the format does not have.",
        reason: """
            A mistyped key would be ignored without a word, and with it what it was meant to say.
            """,
        wrong: "campaing: cobro-noviembre",
        right: "campaign: cobro-noviembre",
        source: "format.md, \"Typing\"")

    package static let notACampaign = Rule(
        "not-a-campaign",
        summary: "A file below pregon.yaml has none of a campaign's keys.",
        reason: """
            Every *.yaml is read as a campaign, so that no campaign is left out because of a slip in its name.
            """,
        wrong: "tareas: [llamar a Ana]",
        right: "ignore: [notas/*]   # in pregon.yaml",
        source: "format.md")

    package static let missingKey = Rule(
        "missing-key",
        summary: "A key that must be there is not.",
        reason: "Without it the program would have to guess what is meant.",
        wrong: """
            lines:
              cartera:
                gateway: contacto
            """,
        right: """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: \"573005202020\"
            """,
        source: "format.md")

    package static let wrongKind = Rule(
        "wrong-kind",
        summary: "A list, a mapping or a single value stands where another kind is expected.",
        reason: "The value cannot be read as what its key means.",
        wrong: "lines: cartera",
        right: "lines: [cartera]",
        source: "format.md")

    package static let emptyValue = Rule(
        "empty-value",
        summary: "A key has no value.",
        reason: "An empty value is most often a line that was forgotten.",
        wrong: "description:",
        right: "description: Recordatorio de pago",
        source: "format.md")

    package static let ambiguousText = Rule(
        "ambiguous-text",
        summary: "A text without quotes that YAML reads as a number, a date, true, false or nothing.",
        reason: """
            Editors and other tools would show and keep something else than what the recipient gets: \
            no becomes false, 012 becomes 10, 1e3 becomes 1000.
            """,
        wrong: "text: no",
        right: "text: \"no\"",
        source: "format.md, \"Typing\"; YAML 1.1 and 1.2, scalar resolution")

    package static let unknownVersion = Rule(
        "unknown-version",
        summary: "The file says a format version that this program does not know.",
        reason: "A later format may mean something else by the same keys.",
        wrong: "version: 2",
        right: "version: 1",
        source: "format.md")

    package static let all: [Rule] = [
        unknownKey, notACampaign, missingKey, wrongKind, emptyValue, ambiguousText, unknownVersion,
    ]
}
