import Diagnostics

extension TemplateRules {
    package static let countMismatch = Rule(
        "template-count-mismatch",
        summary:
            "The body of a template in templates.lock.yaml shows more variables than it is said to have.",
        reason:
            "The count decides how many values a campaign must give, and the gateway refuses every message "
            + "with another count.",
        remedy: "Let `pregon templates pull` write the file anew; it is not edited by hand.",
        wrong: .templates(
            """
            version: 1
            lines:
              cartera:
                pulled: 2026-11-20T14:03:00-05:00
                templates:
                  "1042": {name: recordatorio_pago, status: approved, category: utility, language: es, variables: 2,
                           media: document, body: "Hola {{1}}, tu saldo es {{2}} y vence el {{3}}."}
            """),
        right: .templates(
            """
            version: 1
            lines:
              cartera:
                pulled: 2026-11-20T14:03:00-05:00
                templates:
                  "1042": {name: recordatorio_pago, status: approved, category: utility, language: es, variables: 3,
                           media: document, body: "Hola {{1}}, tu saldo es {{2}} y vence el {{3}}."}
            """),
        source: "format.md, `templates.lock.yaml`; gateways.md: contacto return value 8")
}
