import Diagnostics

/// What is insisted on in files of people: audiences, exclusion lists, opt-out lists.
package enum AudienceRules {
    package static let all: [Rule] = [
        unreadable, notText, windows1252, noHeader, missingColumn, repeatedColumn, unclosedQuote, brokenQuote,
        cellTooLong, listWithoutNumbers, listWithInvalidNumbers, emptyList,
    ]
}
