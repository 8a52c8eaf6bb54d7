import CampaignModel
import Planning

/// What a test is about to send, as a plan's sample shows it.
package enum TestText {
    package static func render(_ sample: Sample, style: TextStyle) -> String {
        zip(sample.contents, sample.templates).flatMap {
            ContentText.lines($0, template: $1, style: style)
        }.map { "  | \($0)" }.joined(separator: "\n")
    }
}
