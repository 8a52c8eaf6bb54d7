import CampaignModel
import Diagnostics
import YAMLTree

extension CampaignRules {
    package static let collectionOnSetapp = Rule(
        "collection-on-setapp",
        summary: "A collection campaign is to be sent by a setapp line.",
        reason: """
            A setapp line is a linked phone, and WhatsApp blocks it for debt collection; what else it sends \
            would stop too.
            """,
        remedy: "Send it as an approved template of a contacto line.",
        wrong: .setapp("category: collection"),
        right: .contacto("category: collection"),
        source: "gateways.md, section 1, \"Operating facts\"")
}

extension NodeReader {
    /// A campaign with a group has a finding of its own (`group-in-collection`), which comes first.
    func checkCollection(
        _ category: Campaign.Category?, _ node: YAMLNode?,
        on lines: (names: [String], gateway: GatewayKind?)?,
        hasGroup: Bool
    ) {
        guard category == .collection, let node, let lines, lines.gateway == .setapp, !hasGroup else {
            return
        }
        let names = lines.names.map { "`\($0)`" }.joined(separator: ", ")
        sink.report(
            CampaignRules.collectionOnSetapp, node,
            "a setapp line is blocked for debt collection, and \(names) \(lines.names.count == 1 ? "is" : "are") "
                + "of setapp",
            remedy: "send it as an approved template of a contacto line")
    }
}
