import CampaignModel
import Diagnostics
import YAMLTree

extension ValueRules {
    package static let setappRate = Rule(
        "setapp-rate", .warning,
        summary: "A setapp line sends more than 100 messages an hour.",
        reason: """
            One linked phone carries about 500 messages an hour at the most, and above 100 WhatsApp begins to \
            take it for spam; a blocked number is gone for good.
            """,
        remedy: "Lower the rate to 100/hour and spread the campaign over more lines.",
        wrong: .workspace(
            """
            lines:
              equipo:
                gateway: setapp
                client: ${SETAPP_CLIENT}
                token: ${SETAPP_TOKEN}
                number: "573123252394"
                rate: 300/hour
                endpoints: {message: "${SETAPP_MESSAGE_URL}"}
            """),
        right: .workspace(
            """
            lines:
              equipo:
                gateway: setapp
                client: ${SETAPP_CLIENT}
                token: ${SETAPP_TOKEN}
                number: "573123252394"
                rate: 100/hour
                endpoints: {message: "${SETAPP_MESSAGE_URL}"}
            """),
        source: "gateways.md, section 1, \"Operating facts\"")
}

extension NodeReader {
    /// Messages an hour above which more lines are recommended, and which one line carries at the most
    /// (gateways.md, section 1, "Operating facts").
    private static let recommended = 100
    private static let greatest = 500

    /// - Parameter line: how the finding names the line.
    func checkSetAppRate(_ rate: SendRate, _ node: YAMLNode, line: String) {
        guard case .perHour(let count) = rate, count > Self.recommended else { return }
        let lines = (count + Self.recommended - 1) / Self.recommended
        sink.report(
            ValueRules.setappRate, node,
            count > Self.greatest
                ? "\(line) is to send \(count) messages an hour; a setapp line carries about "
                    + "\(Self.greatest) at the most, and above \(Self.recommended) it may be blocked"
                : "\(line) is to send \(count) messages an hour; above \(Self.recommended) a setapp line may "
                    + "be blocked",
            remedy: "spread the campaigns over \(lines) lines of \(Self.recommended)/hour each")
    }
}
