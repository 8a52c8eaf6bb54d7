import Diagnostics

extension CampaignRules {
    package static let badVariable = Rule(
        "bad-variable",
        summary: "A template variable holds brackets, a line break or a tab.",
        reason: "Variables travel as [a] [b]: a bracket inside would shift all that follow.",
        wrong: .contacto("variables: [\"[{{nombre}}]\"]"),
        right: .contacto("variables: [\"({{nombre}})\"]"),
        source: "gateways.md: contacto `template_variables`")
}
