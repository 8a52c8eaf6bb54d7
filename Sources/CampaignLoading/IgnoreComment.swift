import Diagnostics
import YAMLTree

/// `# pregon-ignore: rule reason`: a finding that somebody has looked at and accepts (format.md, "Typing").
package struct IgnoreComment: Sendable {
    /// Empty where the comment names none.
    package var rule: String
    package var reason: String
    package var place: SourcePlace
    /// The lines of the file whose findings it silences.
    package var subject: Range<Int>

    /// What a comment silences; several may silence the same.
    package struct Subject: Sendable, Hashable {
        package let file: String
        package let rule: String
        package let lines: Range<Int>

        package init(_ ignore: IgnoreComment) {
            file = ignore.place.file
            rule = ignore.rule
            lines = ignore.subject
        }
    }

    private static let word: StaticString = "pregon-ignore"

    static func all(in document: YAMLDocument?) -> [IgnoreComment] {
        document?.comments(beginningWith: word).map(IgnoreComment.init) ?? []
    }

    init(_ comment: YAMLComment) {
        var rest = comment.text.dropFirst(Self.word.utf8CodeUnitCount)
        // `# pregon-ignored …` and `# pregon-ignore rule` name no rule: the finding about it shows the form.
        if rest.first == ":" {
            rest = rest.dropFirst().drop(while: \.isWhitespace)
        } else {
            rest = ""
        }
        let rule = rest.prefix { !$0.isWhitespace }
        self.rule = String(rule)
        reason = String(rest[rule.endIndex...].drop(while: \.isWhitespace))
        place = comment.place
        subject = comment.subject
    }
}
