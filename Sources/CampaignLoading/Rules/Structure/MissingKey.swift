import Diagnostics

extension StructureRules {
    package static let missingKey = Rule(
        "missing-key",
        summary: "A key that must be there is not.",
        reason: "Without it the program would have to guess what is meant.",
        remedy: "Add the key; the finding names it and shows its form.",
        wrong: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
            """),
        right: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: "573005202020"
            """),
        source: "format.md, \"A campaign\"; format.md, \"`pregon.yaml`\"")
}
