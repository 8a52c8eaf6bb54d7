import Ledger

extension FreezeBatch {
    /// Everything that applying a plan changes in the ledger before its first request. What begins later is planned
    /// anew when it is due; what its last occurrence has left expires now.
    package init(_ plan: Plan) {
        self.init()
        for campaign in plan.campaigns {
            append(campaign.isUpcoming ? FreezeBatch(expiring: campaign) : FreezeBatch(campaign))
        }
    }

    /// The same for one campaign.
    package init(_ plan: CampaignPlan) {
        self.init()
        for send in plan.sends {
            switch (send.action, send.known) {
            case (.add(let frozen), _): added.append(frozen)
            case (.refreeze(let event, let frozen), let known?):
                refrozen.append((known.id, event, frozen))
            case (.change(let event), let known?): changed.append(Change(id: known.id, event: event))
            default: break
            }
        }
    }

    /// Only the end of what an occurrence that is over has left waiting.
    package init(expiring plan: CampaignPlan) {
        self.init()
        for send in plan.expiring {
            if case (.change(let event), let known?) = (send.action, send.known) {
                changed.append(Change(id: known.id, event: event))
            }
        }
    }
}
