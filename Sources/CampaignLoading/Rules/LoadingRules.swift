import Diagnostics

/// Every rule of this stage, for `pregon explain`.
package enum LoadingRules {
    package static let all: [Rule] =
        StructureRules.all + ValueRules.all + ReferenceRules.all + CampaignRules.all
}
