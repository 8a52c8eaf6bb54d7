import CampaignLoading
import CampaignModel
import Diagnostics

/// A campaign says it is of a category that less law applies to than to its template's.
///
/// | template       | marketing | collection | utility | authentication |
/// |----------------|-----------|------------|---------|----------------|
/// | marketing      | right     | right      | looser  | looser         |
/// | utility        | right     | right      | right   | looser         |
/// | authentication | right     | right      | right   | right          |
///
/// Ley 2300 holds marketing and collection to the same hours and the same one contact a day, so a reminder of
/// payment may use a template that WhatsApp takes for marketing. Utility follows the workspace's hours only,
/// authentication none. A category stricter than the template's own is always allowed.
package enum CategoryLooserThanTemplate {
    package static let rule = Rule(
        "category-looser-than-template",
        summary: "A campaign's category is looser than that of a template it sends.",
        reason: "Advertising that calls itself a service message would go out outside the hours of the law.",
        remedy: "Give the campaign the template's category, or a stricter one, or use another template.",
        wrong: .contacto("category: authentication   # template 1042 is of category utility"),
        right: .contacto("category: utility"),
        source: "format.md, `law`; Ley 2300 of 2023")

    static func findings(_ use: TemplateUse) -> [Finding] {
        let category = use.campaign.campaign.category
        guard let floor = strictness(use.locked.category), strictness(category) < floor else { return [] }
        return [
            Finding(
                rule, at: use.campaign.places.category.place,
                "the campaign is \(category.rawValue), but \(use.name) is \(use.locked.category.rawValue), "
                    + "\(hold(of: use.locked.category))",
                remedy: "write `category: \(use.locked.category.rawValue)`"
                    + (floor == strictness(.collection) ? ", or `collection` for a reminder of payment" : "")
                    + ", or use a template of category \(category.rawValue)",
                related: use.related("templates.lock.yaml says so here"))
        ]
    }

    /// How much holds a message back: 0 nothing, 1 the workspace's hours, 2 the law's hours and limit besides.
    private static func strictness(_ category: Campaign.Category) -> Int {
        switch category {
        case .authentication: 0
        case .utility: 1
        case .marketing, .collection: 2
        }
    }

    /// Nil where the gateway does not say what the template is for.
    private static func strictness(_ category: LockedTemplate.Category) -> Int? {
        switch category {
        case .authentication: 0
        case .utility: 1
        case .marketing: 2
        case .unknown: nil
        }
    }

    private static func hold(of template: LockedTemplate.Category) -> String {
        template == .marketing
            ? "which Ley 2300 allows in its hours and once a day only"
            : "which is sent in the workspace's hours only"
    }
}
