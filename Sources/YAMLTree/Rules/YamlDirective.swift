import Diagnostics

extension YAMLRules {
    package static let yamlDirective = Rule(
        "yaml-directive",
        summary: "A line begins with \"%\", which is an instruction to the YAML reader.",
        reason: "Such instructions change how the rest of the file is read, and editors do not all "
            + "know them.",
        wrong: .contacto("%YAML 1.1\n---\ncampaign: uno"),
        right: .contacto("campaign: uno"),
        source: format)
}
