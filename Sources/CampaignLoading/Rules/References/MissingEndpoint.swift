import Diagnostics

extension ReferenceRules {
    package static let missingEndpoint = Rule(
        "missing-endpoint",
        summary: "A campaign uses a group, and its line has no address for that operation.",
        reason: "Nothing could be sent: each group operation of setapp has an address of its own.",
        wrong: .contacto("endpoints: {message: ${SETAPP_MESSAGE_URL}}"),
        right: .contacto("endpoints: {message: ${SETAPP_MESSAGE_URL}, group: ${SETAPP_GROUP_URL}}"),
        source: "format.md; gateways.md, section 1")
}
