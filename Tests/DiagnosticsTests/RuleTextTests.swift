import Diagnostics
import Testing

// How a rule is shown at a terminal and in Markdown.
@Suite struct RuleTextTests {
    static let rule = Rule(
        "some-rule", .warning, summary: "A *star* in `a*b`.", reason: "It <matters>.", remedy: "Quote it.",
        wrong: .setapp("a: |\n  ````\n\n  b", others: ["b.yaml": "c: 1", "a.csv": "x"]), right: .list("y"),
        source: "nowhere")

    @Test func `a terminal gets every part, indented`() {
        #expect(
            RuleText.human(Self.rule) == """
                some-rule (warning)
                A *star* in `a*b`.

                Why: It <matters>.

                What to do: Quote it.

                Wrong:
                    a: |
                      ````

                      b

                    a.csv:
                      x

                    b.yaml:
                      c: 1

                Right:
                    y

                Source: nowhere
                """)
    }

    @Test func `Markdown keeps what an example holds, and shows prose as it stands`() {
        #expect(
            RuleText.markdown(Self.rule) == """
                ### some-rule

                **warning**: A \\*star\\* in `a*b`.

                *Why:* It \\<matters>.

                *What to do:* Quote it.

                *Wrong:*

                In a campaign on a setapp line:

                `````yaml
                a: |
                  ````

                  b
                `````

                With `a.csv`:

                ```text
                x
                ```

                With `b.yaml`:

                ```yaml
                c: 1
                ```

                *Right:*

                In a CSV of numbers to leave out:

                ```csv
                y
                ```

                *Source:* nowhere
                """)
    }

    @Test func `a page has an introduction, contents and sections by topic`() {
        let page = RuleText.markdown([RuleTopic("Things & names", [Self.rule])])
        #expect(page.hasPrefix("<!-- Written by `pregon explain --format markdown`."))
        #expect(page.contains("\n- [Things & names](#things--names)\n  - [some-rule](#some-rule): A \\*star"))
        #expect(page.contains("\n\n## Things & names\n\n### some-rule\n\n"))
        #expect(page.hasSuffix("*Source:* nowhere\n"))
    }
}
