import Diagnostics

extension ReferenceRules {
    package static let missingEndpoint = Rule(
        "missing-endpoint",
        summary: "A campaign uses a group, and its line has no address for that operation.",
        reason: "Nothing could be sent: each group operation of setapp has an address of its own.",
        remedy: "Add the operation's address below `endpoints` of the line in pregon.yaml.",
        wrong: .workspace(
            """
            lines:
              equipo:
                gateway: setapp
                client: ${SETAPP_CLIENT}
                token: ${SETAPP_TOKEN}
                number: "573123252394"
                endpoints:
                  message: ${SETAPP_MESSAGE_URL}
            """,
            others: [
                "bienvenida.yaml": """
                group:
                  name: Dream Team
                  welcome: Hola a todos
                """
            ]),
        right: .workspace(
            """
            lines:
              equipo:
                gateway: setapp
                client: ${SETAPP_CLIENT}
                token: ${SETAPP_TOKEN}
                number: "573123252394"
                endpoints:
                  message: ${SETAPP_MESSAGE_URL}
                  group: ${SETAPP_GROUP_URL}
            """,
            others: [
                "bienvenida.yaml": """
                group:
                  name: Dream Team
                  welcome: Hola a todos
                """
            ]),
        source: "format.md, \"`pregon.yaml`\", `endpoints`; gateways.md, section 1 (SetApp manual, version "
            + "3)")
}
