import CampaignLoading
import CampaignModel
import Diagnostics

/// A campaign names a template that its line does not have.
package enum UnknownTemplate {
    package static let rule = Rule(
        "unknown-template",
        summary:
            "A campaign names a template that its line does not have, as far as templates.lock.yaml says.",
        reason: "The gateway would refuse the first message, and the campaign would stop.",
        remedy: "Write the number of one of the line's own templates; if it is new, `pregon templates pull` "
            + "writes it into templates.lock.yaml.",
        wrong: .contacto(
            """
            messages:
              - template: "1024"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: "https://files.example.com/facturas/{{factura}}.pdf"}
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: "https://files.example.com/facturas/{{factura}}.pdf"}
            """),
        source: "format.md, `templates.lock.yaml`; gateways.md: contacto return value 7")

    static func findings(
        _ number: String, line: String, lock: TemplateLock, at place: FieldPlace
    ) -> [Finding] {
        guard let own = lock.lines[line] else {
            return [
                Finding(
                    rule, at: place.place,
                    "templates.lock.yaml says nothing of the templates of line `\(line)`",
                    remedy: "let `pregon templates pull` ask the gateway for them, and commit the file")
            ]
        }
        let others = lock.lines.filter { $0.value.templates[number] != nil }.keys.sorted()
        let elsewhere = others.map { "`\($0)`" }.joined(separator: ", ")
        let message =
            "line `\(line)` has no template \(number)" + (others.isEmpty ? "" : "; line \(elsewhere) has it")
        return [
            Finding(
                rule, at: place.place, message,
                remedy: remedy(number, line: line, own: own, other: others.first))
        ]
    }

    private static func remedy(
        _ number: String, line: String, own: TemplateLock.LineTemplates, other: String?
    ) -> String {
        let list = own.approvedList
        let pull = "`pregon templates pull` brings new ones"
        let choice = list.isEmpty ? "it has no approved template" : "approved for `\(line)`: \(list)"
        if let other {
            return "each line has templates of its own: send from line `\(other)` alone, or use one of "
                + "`\(line)`; \(choice); \(pull)"
        }
        let nearest = NearestName.of(number, in: own.templates.keys)
        if let nearest, let template = own.templates[nearest] {
            return "did you mean \(nearest) (\(template.name))? \(choice.capitalizedSentence); \(pull)"
        }
        return "\(choice); \(pull)"
    }
}

extension String {
    fileprivate var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() }
}
