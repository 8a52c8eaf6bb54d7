import CampaignLoading
import CampaignModel
import Diagnostics
import Foundation
import Testing

@testable import Checking

/// Whether the time is enough, against a clock that is moved from send to send by hand.
@Suite struct PaceCheckTests {
    struct Case: Sendable {
        let people: Int
        let perHour: Int
        /// Minutes after Tuesday 2026-12-01 00:00, Colombian time.
        let start: Int
        let until: Int
    }

    static let cases: [Case] = (0..<60).map { seed in
        var state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15
        func pick(_ range: ClosedRange<Int>) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return range.lowerBound + Int(state % UInt64(range.count))
        }
        let start = pick(0...1440)
        return Case(
            people: pick(1...40), perHour: pick(1...60), start: start, until: start + pick(1...3000))
    }

    /// The workspace's hours 08:00-18:00 on Tuesday to Saturday; contacto's line has no pause besides its pace.
    private func sentByHand(_ one: Case) -> Int {
        var sent = 0
        var second = one.start * 60
        let spacing = 3600.0 / Double(one.perHour)
        var next = Double(second)
        while sent < one.people {
            second = Int(next.rounded(.up))
            let ofDay = second % 86_400
            if ofDay < 8 * 3600 {
                next = Double(second - ofDay + 8 * 3600)
            } else if ofDay >= 18 * 3600 {
                next = Double(second - ofDay + 32 * 3600)
            } else {
                guard next < Double(one.until * 60) else { return sent }
                sent += 1
                next += spacing
            }
        }
        return sent
    }

    private func moment(_ minutes: Int) -> String {
        let day = 1 + minutes / 1440
        return String(format: "2026-12-%02d %02d:%02d", day, minutes % 1440 / 60, minutes % 60)
    }

    @Test(arguments: cases)
    func `messages that do not fit are counted as by hand`(_ one: Case) throws {
        let workspace = try TemporaryWorkspace()
        defer { workspace.remove() }
        try workspace.write(
            "pregon.yaml",
            """
            version: 1
            lines:
              cartera:
                gateway: contacto
                login: ${L}
                token: ${T}
                number: "573005202020"
                rate: \(one.perHour)/hour
            """)
        let people = (0..<one.people).map { "57300111\(String(format: "%04d", $0)),2026-01-05\n" }.joined()
        try workspace.write("a.csv", "celular,autorizacion\n" + people)
        try workspace.write(
            "caso.yaml",
            """
            campaign: caso
            version: 1
            category: utility
            lines: [cartera]
            audience: {file: a.csv, phone: celular, opt_in: autorizacion}
            messages: [template: "1042"]
            schedule:
              start: \(moment(one.start))
              until: \(moment(one.until))
              expires_after: 30d
            """)
        let findings = try workspace.findings()
        let sent = sentByHand(one)
        if sent == one.people {
            #expect(findings == [])
        } else if findings.first?.rule == NeverOpen.rule {
            #expect(sent == 0)
        } else {
            #expect(findings.map(\.rule) == [UntilTooEarly.rule])
            #expect(
                findings.first?.message.hasPrefix("\(one.people - sent) of \(one.people) messages") == true)
        }
    }

    @Test func `two lines send twice as much`() throws {
        let workspace = try TemporaryWorkspace()
        defer { workspace.remove() }
        func write(_ lines: String) throws {
            try workspace.write(
                "pregon.yaml",
                """
                version: 1
                lines:
                  a: {gateway: contacto, login: "${L}", token: "${T}", number: "573005202020", rate: 10/hour}
                  b: {gateway: contacto, login: "${L}", token: "${T}", number: "573005202021", rate: 10/hour}
                """)
            try workspace.write(
                "caso.yaml",
                """
                campaign: caso
                version: 1
                category: utility
                lines: [\(lines)]
                audience: {file: a.csv, phone: celular, opt_in: autorizacion}
                messages: [template: "1042", template: "1043"]
                schedule: {start: 2026-12-01 09:00, until: 2026-12-01 10:00}
                """.replacing(
                    "[template: \"1042\", template: \"1043\"]",
                    with: "[{template: \"1042\"}, {template: \"1043\"}]"))
        }
        let people = (0..<10).map { "57300111000\($0),2026-01-05\n" }.joined()
        try workspace.write("a.csv", "celular,autorizacion\n" + people)
        try write("a")
        #expect(try workspace.findings().first?.message.hasPrefix("10 of 20 messages") == true)
        try write("a, b")
        #expect(try workspace.findings() == [])
    }
}
