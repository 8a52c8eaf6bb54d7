import Diagnostics
import YAMLTree

/// Every rule of this stage, for `pregon explain`.
package enum LoadingRules {
    package static let all: [Rule] =
        StructureRules.all + ValueRules.all + ReferenceRules.all + CampaignRules.all + TemplateRules.all

    /// The rules that a YAML file has to keep before and while it is read as a campaign or workspace.
    package static let topics: [RuleTopic] = [
        RuleTopic("Written form of YAML files", YAMLRules.all),
        RuleTopic("Keys and kinds of values", StructureRules.all),
        RuleTopic("Single values", ValueRules.all),
        RuleTopic("What files say of one another", ReferenceRules.all),
        RuleTopic("Campaigns and their messages", CampaignRules.all),
        RuleTopic("The templates that the gateway knows", TemplateRules.all),
    ]
}
