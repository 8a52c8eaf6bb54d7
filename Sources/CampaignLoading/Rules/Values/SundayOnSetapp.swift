import CampaignModel
import Diagnostics
import YAMLTree

extension ValueRules {
    package static let sundayOnSetapp = Rule(
        "sunday-on-setapp", .note,
        summary: "A workspace with setapp lines sends on Sundays.",
        reason: """
            The gateway recommends business hours and no Sundays: people who are disturbed block the number, and \
            a number that many block is lost.
            """,
        remedy: "Leave `sun` out of the days of `sending`.",
        wrong: .workspace("sending: {days: [mon, tue, wed, thu, fri, sat, sun]}"),
        right: .workspace("sending: {days: [mon, tue, wed, thu, fri, sat]}"),
        source: "gateways.md, section 1, \"Operating facts\"")
}

extension NodeReader {
    /// - Parameter node: the days of `sending`.
    func checkSundays(_ days: Set<Weekday>, _ node: YAMLNode, lines: [Line]) {
        let setapp = lines.filter { $0.gateway == .setapp }.map { "`\($0.name)`" }
        guard days.contains(.sun), !setapp.isEmpty else { return }
        sink.report(
            ValueRules.sundayOnSetapp, node,
            "\(setapp.joined(separator: ", ")) may write on Sundays, which the setapp gateway advises against",
            remedy: "leave `sun` out")
    }
}
