import Diagnostics

extension CampaignRules {
    package static let badMessageID = Rule(
        "bad-message-id",
        summary: "A message's id is not a word of its own.",
        reason: "The id is part of the send's key; two equal ones would be one send.",
        remedy: "Give each message a word of its own, such as `recordatorio`.",
        wrong: .contacto(
            """
            messages:
              - id: "1"
                template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: https://files.example.com/tarifas.pdf}
            """),
        right: .contacto(
            """
            messages:
              - id: recordatorio
                template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: https://files.example.com/tarifas.pdf}
            """),
        source: "format.md, \"A campaign\", `id`")
}
