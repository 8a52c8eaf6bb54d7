import Diagnostics

/// Rules about which keys and kinds of values a file may have.
package enum StructureRules {
    package static let all: [Rule] = [
        unknownKey, notACampaign, missingKey, wrongKind, emptyValue, ambiguousText, unknownVersion,
    ]
}
