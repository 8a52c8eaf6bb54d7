import Diagnostics

/// Rules about what one file says of another.
package enum ReferenceRules {
    package static let all: [Rule] = [
        unknownLine, pathOutside, fileMissing, duplicateCampaign, unknownGroup, missingEndpoint,
    ]
}
