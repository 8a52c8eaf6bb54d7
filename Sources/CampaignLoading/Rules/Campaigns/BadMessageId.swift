import Diagnostics

extension CampaignRules {
    package static let badMessageID = Rule(
        "bad-message-id",
        summary: "A message's id is not a word of its own.",
        reason: "The id is part of the send's key; two equal ones would be one send.",
        wrong: .contacto("- id: \"1\""),
        right: .contacto("- id: recordatorio"),
        source: "format.md")
}
