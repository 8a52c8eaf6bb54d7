import Diagnostics

/// Every rule of this stage, for `pregon explain`.
package enum CheckingRules {
    package static let all: [Rule] = [
        UnknownColumn.rule, RowsExcluded.rule, NobodyLeft.rule, NeverOpen.rule, UnknownTemplate.rule,
        TemplateNotApproved.rule, WrongVariableCount.rule, TemplateMedia.rule,
        CategoryLooserThanTemplate.rule, LawLeavesNoWindow.rule, NeverOccurs.rule, ScheduleTooWide.rule,
        UntilTooEarly.rule, UntilTooNear.rule, ExpiresTooEarly.rule, GroupTooSmall.rule, OwnNumber.rule,
        FutureOptIn.rule, ForeignNumber.rule, IgnoreUnknownRule.rule, IgnoreWithoutReason.rule,
        IgnoreOfError.rule, UnusedIgnore.rule, MediaNotPublic.rule, MediaUnreachable.rule,
    ]
}
