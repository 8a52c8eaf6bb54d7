import Diagnostics

extension StructureRules {
    package static let missingKey = Rule(
        "missing-key",
        summary: "A key that must be there is not.",
        reason: "Without it the program would have to guess what is meant.",
        wrong: .contacto(
            """
            lines:
              cartera:
                gateway: contacto
            """),
        right: .contacto(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: \"573005202020\"
            """),
        source: "format.md")
}
