import Diagnostics

/// Rules about a campaign and what it sends.
package enum CampaignRules {
    package static let badCampaignName = Rule(
        "bad-campaign-name",
        summary: "A campaign's name is not 3 to 60 of a-z, 0-9 and -.",
        reason: "The name is part of every send's key and never changes.",
        wrong: "campaign: Cobro Noviembre",
        right: "campaign: cobro-noviembre",
        source: "format.md")

    package static let repeatedLine = Rule(
        "repeated-line",
        summary: "A campaign names a line twice.",
        reason: "Recipients are spread over the lines; one named twice would get double.",
        wrong: "lines: [cartera, cartera]",
        right: "lines: [cartera]",
        source: "format.md")

    package static let mixedGateways = Rule(
        "mixed-gateways",
        summary: "A campaign names lines of two gateways.",
        reason: "The two gateways send different kinds of messages.",
        wrong: "lines: [cartera, equipo]",
        right: "lines: [cartera]",
        source: "format.md")

    package static let audienceNotOne = Rule(
        "audience-not-one",
        summary: "An audience has both a file and recipients.",
        reason: "It would not be clear who is meant.",
        wrong: "audience: {file: a.csv, recipients: []}",
        right: "audience: {file: a.csv, phone: celular, opt_in: autorizacion}",
        source: "format.md")

    package static let messageNotOne = Rule(
        "message-not-one",
        summary: "A message is not exactly one of its kinds.",
        reason: "The gateway sends a text, an image or a document, never two in one.",
        wrong: """
            - text: Hola
              image: https://cdn.example.com/promo.png
            """,
        right: """
            - text: Hola
            - image: https://cdn.example.com/promo.png
            """,
        source: "format.md; gateways.md, \"send to a phone\"")

    package static let messageForOtherGateway = Rule(
        "message-for-other-gateway",
        summary: "A message is of a kind that the campaign's gateway cannot send.",
        reason: """
            contacto sends approved templates only; setapp has none, and no captions or custom fields.
            """,
        wrong: """
            lines: [cartera]   # contacto
            messages: [{text: Hola}]
            """,
        right: """
            lines: [cartera]
            messages: [{template: \"1042\"}]
            """,
        source: "format.md; gateways.md")

    package static let textTooLong = Rule(
        "text-too-long",
        summary: "A text has more than 1,000 characters.",
        reason: """
            The gateway takes up to 1,000 characters; counted in UTF-16 units, the strictest reading.
            """,
        wrong: "text: (1,200 characters)",
        right: "text: (1,000 characters)",
        source: "gateways.md: setapp `text`, contacto `custom_field`")

    package static let textTakenForFile = Rule(
        "text-taken-for-file",
        summary: "A text begins with http and ends like a file.",
        reason: "The gateway sends such a text as a picture or document.",
        wrong: "- text: https://cdn.example.com/promo.png",
        right: "- image: https://cdn.example.com/promo.png",
        source: "gateways.md, \"send to a phone\"")

    package static let badImageAddress = Rule(
        "bad-image-address",
        summary: "An image is not a web address that ends in .png or .jpg.",
        reason: "The gateway would send the address as plain text.",
        wrong: "- image: https://cdn.example.com/promo",
        right: "- image: https://cdn.example.com/promo.png",
        source: "gateways.md, \"send to a phone\"")

    package static let badDocumentAddress = Rule(
        "bad-document-address",
        summary: "A document is not a web address that ends in .pdf.",
        reason: "The gateway would send the address as plain text.",
        wrong: "- document: https://cdn.example.com/guia.docx",
        right: "- document: https://cdn.example.com/guia.pdf",
        source: "gateways.md, \"send to a phone\"")

    package static let badVariable = Rule(
        "bad-variable",
        summary: "A template variable holds brackets, a line break or a tab.",
        reason: "Variables travel as [a] [b]: a bracket inside would shift all that follow.",
        wrong: "variables: [\"[{{nombre}}]\"]",
        right: "variables: [\"({{nombre}})\"]",
        source: "gateways.md: contacto `template_variables`")

    package static let badPlaceholder = Rule(
        "bad-placeholder",
        summary: "A placeholder is not closed or names no column.",
        reason: "The recipient would read the braces.",
        wrong: "text: \"Hola {{nombre\"",
        right: "text: \"Hola {{nombre}}\"",
        source: "format.md")

    package static let badMessageID = Rule(
        "bad-message-id",
        summary: "A message's id is not a word of its own.",
        reason: "The id is part of the send's key; two equal ones would be one send.",
        wrong: "- id: \"1\"",
        right: "- id: recordatorio",
        source: "format.md")

    package static let mediaNotOne = Rule(
        "media-not-one",
        summary: "Media is not exactly one of url, file, base64.",
        reason: "The gateway takes one file.",
        wrong: "media: {url: https://x.example/a.pdf, file: media/a.pdf}",
        right: "media: {url: https://x.example/a.pdf}",
        source: "format.md")

    package static let badMediaName = Rule(
        "bad-media-name",
        summary: "A media name is not 10 to 60 characters with a known ending.",
        reason: """
            The gateway would rename the file with the ending .pdf, and a picture would arrive broken.
            """,
        wrong: "name: a.png",
        right: "name: foto-de-la-sede.png",
        source: "gateways.md: contacto `media_name`")

    package static let badMediaAddress = Rule(
        "bad-media-address",
        summary: "A media address is not http(s) or does not end in a type the gateway takes.",
        reason: "The recipient would get an error or nothing.",
        wrong: "url: https://files.example.com/factura",
        right: "url: https://files.example.com/factura.pdf",
        source: "gateways.md, \"File types\"")

    package static let badMediaContent = Rule(
        "bad-media-content",
        summary: "A file's bytes are not of the kind its ending says.",
        reason: "The recipient could not open it.",
        wrong: "media: {file: media/foto.pdf}   # a JPEG",
        right: "media: {file: media/foto-de-la-sede.jpg}",
        source: "format.md")

    package static let badBase64 = Rule(
        "bad-base64",
        summary: "A base64 string cannot be decoded.",
        reason: "The file would arrive broken.",
        wrong: "base64: \"not base64!\"",
        right: "base64: JVBERi0xLjQK",
        source: "format.md")

    package static let groupInCollection = Rule(
        "group-in-collection",
        summary: "A collection campaign uses a group.",
        reason: "It would show debtors to one another.",
        wrong: """
            category: collection
            group: {name: Deudores}
            """,
        right: """
            category: collection
            messages: [{template: \"1042\"}]
            """,
        source: "format.md; Ley 1266 of 2008 (habeas data)")

    package static let groupNotOne = Rule(
        "group-not-one",
        summary: "A group both is created and belongs to another campaign.",
        reason: "It would not be clear which group is meant.",
        wrong: "group: {of: bienvenida, name: Equipo}",
        right: "group: {of: bienvenida, messages: [{text: Hola}]}",
        source: "format.md")

    package static let inviteWithoutLink = Rule(
        "invite-without-link",
        summary: "An invite does not hold the group's link.",
        reason: "People could not join by it.",
        wrong: "invite: Únete al grupo",
        right: "invite: \"Únete al grupo: {{group_invite_link}}\"",
        source: "format.md")

    package static let placeholderInGroup = Rule(
        "placeholder-in-group",
        summary: "A text to a whole group holds a placeholder.",
        reason: "Everybody in the group reads the same words.",
        wrong: "group: {name: \"Hola {{nombre}}\"}",
        right: "group: {name: Dream Team}",
        source: "format.md")

    package static let recurrenceWithoutStart = Rule(
        "recurrence-without-start",
        summary: "A recurrence lacks what it counts from, or has days that do nothing.",
        reason: "Dates are counted from the start.",
        wrong: "schedule: {every: month}",
        right: "schedule: {start: 2026-12-01 09:00, every: month}",
        source: "format.md")

    package static let all: [Rule] = [
        badCampaignName, repeatedLine, mixedGateways, audienceNotOne, messageNotOne,
        messageForOtherGateway, textTooLong, textTakenForFile, badImageAddress, badDocumentAddress,
        badVariable, badPlaceholder, badMessageID, mediaNotOne, badMediaName, badMediaAddress,
        badMediaContent, badBase64, groupInCollection, groupNotOne, inviteWithoutLink,
        placeholderInGroup, recurrenceWithoutStart,
    ]
}
