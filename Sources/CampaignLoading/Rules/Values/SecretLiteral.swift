import Diagnostics

extension ValueRules {
    package static let secretLiteral = Rule(
        "secret-literal",
        summary: "A secret is written into the file.",
        reason: "Whoever can read the repository could send in your name.",
        wrong: .contacto("token: abc123"),
        right: .contacto("token: ${CONTACTO_TOKEN}"),
        source: "format.md")
}
