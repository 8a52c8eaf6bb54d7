import Diagnostics

/// Rules about the written form of single values.
package enum ValueRules {
    package static let all: [Rule] = [
        badInteger, badChoice, badTimezone, badLedger, lawSwitchedOff, badContactLimit, reversedRange,
        badEnvironmentReference, badHours, badDateTime, badRate, freeRate, badDelay, badPrice,
        secretLiteral, badAddress, badPhone, badTemplateNumber, badDuration,
        setappRate, setappDelay, sundayOnSetapp,
    ]
}
