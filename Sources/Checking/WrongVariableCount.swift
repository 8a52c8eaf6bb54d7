import CampaignLoading
import CampaignModel
import Diagnostics

/// A message brings more or fewer values than its template has variables.
package enum WrongVariableCount {
    package static let rule = Rule(
        "wrong-variable-count",
        summary: "A message brings more or fewer values than its template has variables.",
        reason: "The gateway would refuse every message, and the campaign would stop.",
        remedy: "Give as many values as the template has variables, in their order.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"   # Hola {{1}}, tu saldo es {{2}} y vence el {{3}}.
                variables: ["{{nombre}}", "{{valor}}"]
                media: {url: "https://files.example.com/facturas/{{factura}}.pdf"}
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"   # Hola {{1}}, tu saldo es {{2}} y vence el {{3}}.
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: "https://files.example.com/facturas/{{factura}}.pdf"}
            """),
        source: "format.md, `templates.lock.yaml`; gateways.md: contacto return value 8")

    static func findings(_ use: TemplateUse) -> [Finding] {
        let wanted = use.locked.variables
        let given = use.message.variables.count
        guard given != wanted else { return [] }
        let place =
            given > wanted && use.places.variables.indices.contains(wanted)
            ? use.places.variables[wanted] : use.places.variableList ?? use.places.content
        return [
            Finding(
                rule, at: place.place,
                "\(use.name) takes \(count(wanted)), not \(given)\(use.body)",
                remedy: remedy(wanted: wanted, given: given),
                related: use.related("the template, as the gateway has it"))
        ]
    }

    private static func remedy(wanted: Int, given: Int) -> String {
        if wanted == 0 { return "remove `variables`" }
        if given > wanted {
            return given - wanted == 1
                ? "remove the value too many" : "remove the \(given - wanted) values too many"
        }
        if given == 0 {
            return
                "add `variables:` with \(count(wanted)), e.g. `variables: [\"{{nombre}}\"\(wanted > 1 ? ", …" : "")]`"
        }
        let missing = (given + 1...wanted).prefix(10).map { "{{\($0)}}" }.joined(separator: ", ")
        return "add a value for \(missing)\(wanted - given > 10 ? " …" : "") at the end of the list"
    }

    private static func count(_ number: Int) -> String {
        number == 0 ? "no values" : number == 1 ? "1 value" : "\(number) values"
    }
}
