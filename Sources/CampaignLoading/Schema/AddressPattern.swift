import CampaignModel

/// Patterns of web addresses, as `WebAddress` and the decoders read them.
enum AddressPattern {
    private static let scheme = "[Hh][Tt][Tt][Pp][Ss]?://"
    /// Spaces and control characters, which no address may hold.
    private static let barred = "\\u0000-\\u0020\\u007f"

    // MARK: Without placeholders

    private static let authority = "[^@/?#\(barred)]*"
    private static let rest = "(?:[/?#][^\(barred)]*)?"

    /// Scheme, a server, no spaces, and neither user nor password.
    static let plain =
        "\(scheme)(?:\\[[^\\]@/?#\(barred)]|[^:@/?#\\[\(barred)])\(authority)\(rest)"

    /// `localhost`, `127.…` or `[::1]`.
    static let loopback: String = {
        let numbers = "127\\.+[0-9]+\\.+[0-9]+\\.+[0-9]+\\.*"
        let name = "[Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt]"
        let bracketed = "\\[(?:::1|\(name)|\(numbers))(?:\\]\(authority))?"
        return "\(scheme)(?:\(bracketed)|(?:\(name)|\(numbers))(?::\(authority))?)\(rest)"
    }()

    static let plainAlone = "^\(plain)$"

    // MARK: With placeholders

    /// The address of a `media.url`: its path ends in a file type, or the last part is a placeholder, which is
    /// judged for each recipient.
    static let media: String = {
        let placeholder = TemplatePattern.placeholder
        let inAuthority = TemplatePattern.token(without: "@/?#\(barred)")
        let inPath = TemplatePattern.token(without: "?#\(barred)")
        let anywhere = TemplatePattern.token(without: barred)
        let server =
            "(?:\\[\(TemplatePattern.token(without: "\\]@/?#\(barred)"))"
            + "|\(TemplatePattern.token(without: ":@/?#\\[\(barred)")))"
        let types = Media.extensions.joined(separator: "|")
        let byType = "/\(inPath)*\\.(?:\(types))(?:[?#]\(anywhere)*)?"
        let byPlaceholder = "(?:[/?#]\(anywhere)*)?\(placeholder)"
        return "^\(scheme)"
            + "(?:\(server)\(inAuthority)*(?:\(byType)|\(byPlaceholder))|\(placeholder))$"
    }()

    /// The address of a SetApp picture or document: it begins with http and ends like the file, except where
    /// a placeholder stands at that end.
    static func file(endings: [String]) -> String {
        let words = endings.map { $0.dropFirst() }.joined(separator: "|")
        let token = TemplatePattern.token(without: whitespace)
        return "^(?=https?://|\\{\\{)(?!\(scheme)[^/?#]*@)"
            + "\(token)*(?:\\.(?:\(words))|\(TemplatePattern.placeholder))$"
    }

    /// A server, where the whole address stands in the file; an address with a placeholder passes.
    static let serverUnlessFilled =
        "^(?:\(plain)|\(TemplatePattern.token())*\(TemplatePattern.placeholder)"
        + "\(TemplatePattern.token())*)$"

    /// Unicode's White_Space.
    static let whitespace =
        "\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
}
