import Diagnostics

extension ReferenceRules {
    package static let pathOutside = Rule(
        "path-outside",
        summary: "A path leads out of the workspace.",
        reason: "What is reviewed must be what is sent; a file elsewhere can change unseen.",
        wrong: .contacto("file: ../clientes.csv"),
        right: .contacto("file: audiences/clientes.csv"),
        source: "format.md")
}
