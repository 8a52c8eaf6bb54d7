import CampaignLoading
import CampaignModel
import Diagnostics

/// A campaign uses a template that WhatsApp has not approved.
package enum TemplateNotApproved {
    package static let rule = Rule(
        "template-not-approved",
        summary: "A campaign uses a template that WhatsApp has not approved, or no longer.",
        reason: "The gateway would refuse the first message, and the campaign would stop.",
        remedy: "Wait until it is approved and run `pregon templates pull`, or use a template that is.",
        wrong: .templates(example(status: "pending")),
        right: .templates(example(status: "approved")),
        source: "format.md, `templates.lock.yaml`; gateways.md: contacto codes 132015 and 132016")

    static func findings(_ use: TemplateUse, lock: TemplateLock) -> [Finding] {
        guard use.locked.status != .approved else { return [] }
        let pull = "then `pregon templates pull`"
        let todo =
            switch use.locked.status {
            case .approved, .pending: "wait until WhatsApp has approved it, \(pull)"
            case .rejected: "correct it on the platform and have it approved, \(pull)"
            case .paused:
                "WhatsApp has paused it for its bad ratings: wait until it is approved again, \(pull)"
            case .disabled: "WhatsApp has switched it off for good"
            case .other: "ask the gateway what that means"
            }
        let others = lock.lines[use.line]?.approvedList ?? ""
        return [
            Finding(
                rule, at: use.places.content.place,
                "\(use.name) is not approved: its status is `\(use.locked.status.word)`",
                remedy: todo + (others.isEmpty ? "" : "; or use one that is: \(others)"),
                related: use.related("templates.lock.yaml says so here"))
        ]
    }

    private static func example(status: String) -> String {
        """
        version: 1
        lines:
          cartera:
            pulled: 2026-11-20T14:03:00-05:00
            templates:
              "1042": {name: recordatorio_pago, status: \(status), category: utility, language: es, variables: 3,
                       media: document, body: "Hola {{1}}, tu saldo es {{2}} y vence el {{3}}."}
        """
    }
}
