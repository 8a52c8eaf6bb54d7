import Ledger

extension FreezeBatch {
    /// Everything that applying a plan changes in the ledger before its first request. What begins later is planned
    /// anew when it is due.
    package init(_ plan: Plan) {
        self.init()
        for campaign in plan.campaigns where !campaign.isUpcoming { append(FreezeBatch(campaign)) }
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
}
