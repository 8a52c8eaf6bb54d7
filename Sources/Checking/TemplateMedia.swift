import CampaignLoading
import CampaignModel
import Diagnostics

/// What a message attaches is not what its template's header takes.
package enum TemplateMedia {
    package static let rule = Rule(
        "template-media",
        summary: "A message attaches a file where its template takes none, none where it takes one, "
            + "or one of another kind.",
        reason: "WhatsApp delivers a template only with exactly what its header was approved for.",
        remedy: "Attach a file of the kind that the template's header takes, or use another template.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"   # its header takes a document
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: "https://files.example.com/facturas/{{factura}}.png"}
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"   # its header takes a document
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: "https://files.example.com/facturas/{{factura}}.pdf"}
            """),
        source: "format.md, `templates.lock.yaml`; gateways.md, \"File types\" and codes 1005 and 1008")

    static func findings(_ use: TemplateUse) -> [Finding] {
        let place = use.places.mediaURL ?? use.places.media ?? use.places.content
        switch (use.locked.header, use.message.media) {
        case (.unknown, _), (.none, nil): return []
        case (.none, _?):
            return [
                finding(
                    use, at: use.places.media ?? place,
                    "\(use.name) has no file in its header, and this message attaches one",
                    remedy: "remove `media`, or use a template whose header takes a file")
            ]
        case (.media(let kind), nil):
            return [
                finding(
                    use, at: use.places.content,
                    "\(use.name) has \(article(kind)) in its header, and this message attaches none",
                    remedy: "add `media:` with a file that ends in \(endings(kind))")
            ]
        case (.media(let kind), let media?):
            // An ending that depends on the recipient is not known here.
            guard let ending = media.fixedExtension, let own = Media.Kind(extension: ending), own != kind
            else { return [] }
            return [
                finding(
                    use, at: place,
                    "\(use.name) has \(article(kind)) in its header, but .\(ending) is \(article(own))",
                    remedy: "attach a file that ends in \(endings(kind)), or use another template")
            ]
        }
    }

    private static func finding(
        _ use: TemplateUse, at place: FieldPlace, _ message: String, remedy: String
    ) -> Finding {
        Finding(
            rule, at: place.place, message, remedy: remedy,
            related: use.related("the template, as the gateway has it"))
    }

    private static func article(_ kind: Media.Kind) -> String {
        switch kind {
        case .document: "a document"
        case .image: "an image"
        case .video: "a video"
        case .audio: "a sound"
        }
    }

    /// `.pdf, .txt or .docx`.
    private static func endings(_ kind: Media.Kind) -> String {
        let all = kind.extensions.map { ".\($0)" }
        return all.count < 2
            ? all.joined() : all.dropLast().joined(separator: ", ") + " or " + (all.last ?? "")
    }
}
