import Audience
import CampaignLoading
import Diagnostics

/// Every rule that validation knows, by topic: what `pregon explain` lists and `docs/rules.md` shows.
package enum RuleCatalogue {
    package static let topics: [RuleTopic] =
        LoadingRules.topics + [
            RuleTopic("Files of people", AudienceRules.all),
            RuleTopic("Campaigns with their people and times", CheckingRules.all),
        ]

    package static let all: [Rule] = topics.flatMap(\.rules)
}
