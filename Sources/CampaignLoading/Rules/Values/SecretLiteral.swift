import Diagnostics

extension ValueRules {
    package static let secretLiteral = Rule(
        "secret-literal",
        summary: "A secret is written into the file.",
        reason: "Whoever can read the repository could send in your name.",
        remedy: "Write `${NAME}`, set NAME in the environment, and have a secret that was committed "
            + "changed at the gateway.",
        wrong: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: a1b2c3d4e5f6g7h8i9j0
                number: "573005202020"
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
        source: "format.md, \"`pregon.yaml`\", `lines`; gateways.md, section 1 (SetApp manual, version 3)")
}
