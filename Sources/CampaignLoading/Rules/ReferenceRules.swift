import Diagnostics

/// Rules about what one file says of another.
package enum ReferenceRules {
    package static let unknownLine = Rule(
        "unknown-line",
        summary: "A campaign names a line that pregon.yaml does not describe.",
        reason: "Nothing could be sent, or it would be sent by another number than was meant.",
        wrong: "lines: [cartra]",
        right: "lines: [cartera]",
        source: "format.md")

    package static let pathOutside = Rule(
        "path-outside",
        summary: "A path leads out of the workspace.",
        reason: "What is reviewed must be what is sent; a file elsewhere can change unseen.",
        wrong: "file: ../clientes.csv",
        right: "file: audiences/clientes.csv",
        source: "format.md")

    package static let fileMissing = Rule(
        "file-missing",
        summary: "A file that is named is not there or cannot be read.",
        reason: "The campaign cannot be planned without it.",
        wrong: "file: audiences/novembre.csv",
        right: "file: audiences/noviembre.csv",
        source: "format.md")

    package static let duplicateCampaign = Rule(
        "duplicate-campaign",
        summary: "Two files have the same campaign name.",
        reason: "The name is part of each send's key: one of the two would count as sent already.",
        wrong: "campaign: cobro",
        right: "campaign: cobro-diciembre",
        source: "format.md")

    package static let unknownGroup = Rule(
        "unknown-group",
        summary: "group.of names a campaign that creates no group.",
        reason: "There would be no group to write to.",
        wrong: "group: {of: bienvenda, messages: [{text: Hola}]}",
        right: "group: {of: bienvenida, messages: [{text: Hola}]}",
        source: "format.md")

    package static let missingEndpoint = Rule(
        "missing-endpoint",
        summary: "A campaign uses a group, and its line has no address for that operation.",
        reason: "Nothing could be sent: each group operation of setapp has an address of its own.",
        wrong: "endpoints: {message: ${SETAPP_MESSAGE_URL}}",
        right: "endpoints: {message: ${SETAPP_MESSAGE_URL}, group: ${SETAPP_GROUP_URL}}",
        source: "format.md; gateways.md, section 1")

    package static let all: [Rule] = [
        unknownLine, pathOutside, fileMissing, duplicateCampaign, unknownGroup, missingEndpoint,
    ]
}
