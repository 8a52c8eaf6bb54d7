import Diagnostics

// Rules on what a file is made of: documents, keys, and the parts of YAML that are not accepted.
extension YAMLRules {
    package static let emptyFile = Rule(
        "empty-file",
        summary: "The file is empty or holds only comments.",
        reason: "An empty file may be a campaign that was lost while saving.",
        wrong: "# only a remark",
        right: "campaign: cobro-noviembre",
        source: format)

    package static let topLevelNotMapping = Rule(
        "top-level-not-mapping",
        summary: "The file begins with a list or a text instead of keys.",
        reason: "A campaign is a set of keys with values; anything else says nothing about what to send.",
        wrong: "- campaign: cobro-noviembre",
        right: "campaign: cobro-noviembre",
        source: format)

    package static let multipleDocuments = Rule(
        "multiple-documents",
        summary: "The file holds more than one YAML document.",
        reason: "Only the first would be read, and what stands in the others would never be sent.",
        wrong: "campaign: uno\n---\ncampaign: dos",
        right: "campaign: uno",
        source: format)

    package static let textAfterDocument = Rule(
        "text-after-document",
        summary: "Something stands after the end of the document.",
        reason: "It belongs to nothing, and would be ignored.",
        wrong: "{campaign: uno}\nversion: 1",
        right: "campaign: uno\nversion: 1",
        source: format)

    package static let yamlDirective = Rule(
        "yaml-directive",
        summary: "A line begins with \"%\", which is an instruction to the YAML reader.",
        reason: "Such instructions change how the rest of the file is read, and editors do not all "
            + "know them.",
        wrong: "%YAML 1.1\n---\ncampaign: uno",
        right: "campaign: uno",
        source: format)

    package static let nestingTooDeep = Rule(
        "nesting-too-deep",
        summary: "Lists and mappings stand inside one another more than 32 levels deep.",
        reason: "No campaign needs it; it is a slip with brackets, and some YAML readers become very "
            + "slow on it.",
        wrong: "lines: " + String(repeating: "[", count: 40),
        right: "lines: [cartera]",
        source: format)

    package static let scalarTooLong = Rule(
        "scalar-too-long",
        summary: "A text is longer than 1 MiB.",
        reason: "No message may be so long; a file is better named than pasted.",
        wrong: "text: \"…\"   # a text of 2 MiB",
        right: "media:\n  file: media/tarifas-2026.pdf",
        source: format)

    package static let duplicateKey = Rule(
        "duplicate-key",
        summary: "A key occurs twice in one mapping.",
        reason: "YAML readers silently keep one of the two values, and not all the same one.",
        wrong: "revision: 1\nrevision: 2",
        right: "revision: 2",
        source: format)

    package static let keyNotText = Rule(
        "key-not-text",
        summary: "A key is a list, a mapping, a block text, or missing.",
        reason: "Keys are names; a value without one would be read by nobody.",
        wrong: "[a, b]: 1",
        right: "a: 1\nb: 1",
        source: format)

    package static let keyTooLong = Rule(
        "key-too-long",
        summary: "A key is longer than 1024 characters.",
        reason: "YAML does not read it as a key. Mostly it is a text with a \":\" in it that stands "
            + "without quotes.",
        wrong: String(repeating: "x", count: 1030) + ": 1",
        right: "x: 1",
        source: "YAML 1.2.2, section 7.4.3")

    package static let mergeKey = Rule(
        "merge-key",
        summary: "A merge key (\"<<\") copies keys from elsewhere.",
        reason: "What is sent would stand in another place than the one that is reviewed, and an edit "
            + "there would change it.",
        wrong: "<<: {hours: 09:00-17:00}",
        right: "hours: 09:00-17:00",
        source: format)

    package static let anchor = Rule(
        "anchor",
        summary: "\"&\" before a value makes it an anchor.",
        reason: "A text that begins with \"&\" would lose its first word; an anchor makes one edit "
            + "change several places.",
        wrong: "text: &hola amigos",
        right: "text: \"&hola amigos\"",
        source: format)

    package static let alias = Rule(
        "alias",
        summary: "\"*\" at the beginning of a value makes it an alias.",
        reason: "A WhatsApp text that begins with *bold* would not be text at all.",
        wrong: "text: *Hola* Ana",
        right: "text: \"*Hola* Ana\"",
        source: format)

    package static let tag = Rule(
        "tag",
        summary: "\"!\" at the beginning of a value makes it a tag.",
        reason: "The word after \"!\" would be taken away from the text.",
        wrong: "text: !important Hola",
        right: "text: \"!important Hola\"",
        source: format)
}
