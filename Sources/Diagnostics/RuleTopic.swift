/// Rules that belong together, under the heading that readers of `docs/rules.md` see.
package struct RuleTopic: Sendable {
    package let title: String
    package let rules: [Rule]

    package init(_ title: String, _ rules: [Rule]) {
        self.title = title
        self.rules = rules
    }
}
