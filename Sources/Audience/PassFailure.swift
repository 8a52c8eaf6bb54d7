import CampaignModel
import Diagnostics

/// Why one pass over an audience ended early.
enum PassFailure: Error {
    /// For good.
    case audience(AudienceError)
    /// Perhaps only for this encoding: the line is not UTF-8.
    case notUTF8(line: Int)

    init(_ failure: CSVFailure) {
        switch failure {
        case .finding(let finding): self = .audience(.unusable([finding]))
        case .notUTF8(let line): self = .notUTF8(line: line)
        }
    }

    func asAudienceError(_ input: AudienceInput) -> AudienceError {
        switch self {
        case .audience(let error): error
        case .notUTF8(let line): .unusable([EncodingMistake.error(input.shownPath, line: line)])
        }
    }
}

/// What is said of a file that is not UTF-8.
enum EncodingMistake {
    /// The warning with which a file is read again as Windows-1252; an error where UTF-8 was demanded.
    static func warning(_ input: AudienceInput, line: Int) throws(AudienceError) -> Finding {
        guard input.source.encoding == .auto else { throw .unusable([error(input.shownPath, line: line)]) }
        if EncodingGuess.isMostlyUTF8(input.file ?? "") {
            throw .unusable([
                Finding(
                    AudienceRules.notText, at: place(input.shownPath, line),
                    "this line is not UTF-8, but most of the file is: two encodings are mixed",
                    remedy: "correct the letters on this line and save the file as \"CSV UTF-8\"")
            ])
        }
        return warning(input.shownPath, line: line)
    }

    static func warning(_ shownPath: String, line: Int) -> Finding {
        Finding(
            AudienceRules.windows1252, at: place(shownPath, line),
            "the file is not UTF-8 from line \(line) on; all of it is read as Windows-1252",
            remedy: "save it as \"CSV UTF-8\", or say `encoding: windows-1252` if that is what it is")
    }

    static func error(_ shownPath: String, line: Int) -> Finding {
        Finding(
            AudienceRules.notText, at: place(shownPath, line), "this line is not UTF-8",
            remedy: "save the file as \"CSV UTF-8\", or say which encoding it has with `encoding`")
    }

    private static func place(_ shownPath: String, _ line: Int) -> SourcePlace {
        SourcePlace(file: shownPath, span: SourceSpan(line: line))
    }
}
