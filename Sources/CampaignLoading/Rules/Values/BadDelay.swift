import Diagnostics

extension ValueRules {
    package static let badDelay = Rule(
        "bad-delay",
        summary: "A delay is not a duration or a range of two.",
        reason: "The pause between two messages keeps the number from being blocked.",
        remedy: "Write a pause or a range of two, as in `5s..60s`.",
        wrong: .workspace(
            """
            lines:
              equipo:
                gateway: setapp
                client: ${SETAPP_CLIENT}
                token: ${SETAPP_TOKEN}
                number: "573123252394"
                endpoints: {message: "${SETAPP_MESSAGE_URL}"}
                delay: 5-60
            """),
        right: .workspace(
            """
            lines:
              equipo:
                gateway: setapp
                client: ${SETAPP_CLIENT}
                token: ${SETAPP_TOKEN}
                number: "573123252394"
                endpoints: {message: "${SETAPP_MESSAGE_URL}"}
                delay: 5s..60s
            """),
        source: "format.md, \"`pregon.yaml`\", `delay`; gateways.md, section 1 (SetApp manual, version 3): "
            + "operating facts")
}
