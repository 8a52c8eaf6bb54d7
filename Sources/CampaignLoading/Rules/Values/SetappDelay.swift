import CampaignModel
import Diagnostics
import YAMLTree

extension ValueRules {
    package static let setappDelay = Rule(
        "setapp-delay", .warning,
        summary: "A setapp line pauses less than 5 seconds between two messages.",
        reason: "WhatsApp takes a phone that writes faster than a person can for a machine, and blocks it.",
        remedy: "Leave `delay` out, or write a pause of 5 to 60 seconds.",
        wrong: .workspace(
            """
            lines:
              equipo:
                gateway: setapp
                client: ${SETAPP_CLIENT}
                token: ${SETAPP_TOKEN}
                number: "573123252394"
                delay: 0s..2s
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
                delay: 5s..60s
                endpoints: {message: "${SETAPP_MESSAGE_URL}"}
            """),
        source: "gateways.md, section 1, \"Operating facts\"")
}

extension NodeReader {
    /// - Parameter line: how the finding names the line.
    func checkSetAppDelay(_ delay: DelayRange, _ node: YAMLNode, line: String) {
        let usual = GatewayKind.setapp.defaultDelay
        guard delay.minimum < usual.minimum else { return }
        sink.report(
            ValueRules.setappDelay, node,
            "\(line) may write again after \(delay.minimum) \(delay.minimum == 1 ? "second" : "seconds"); "
                + "a setapp line needs at least \(usual.minimum)",
            remedy: "write `delay: \(usual.minimum)s..\(usual.maximum)s`, or leave it out")
    }
}
