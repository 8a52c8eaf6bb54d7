import Diagnostics

extension AudienceRules {
    package static let missingColumn = Rule(
        "audience-missing-column",
        summary: "The audience has no column of this name.",
        reason:
            "Names are matched exactly, so that no number, consent or filter is read from the wrong column.",
        wrong: .audience("audience: {phone: movil}   # the header says celular,nombre,autorizacion"),
        right: .audience("audience: {phone: celular}"),
        source: "format.md, \"A campaign\"")
}
