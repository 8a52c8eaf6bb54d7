import Ledger

extension FreezeBatch {
    /// Everything that applying a campaign's plan changes in the ledger before its first request.
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
