import Audience
import CampaignModel
import Foundation
import Planning
import Reporting
import TestWorkspaces
import Testing

/// Samples of a plan show a template's text as its recipient will read it, where `templates.lock.yaml` says it.
@Suite struct TemplateSampleTests {
    private func plan(_ lock: TemplateLock?) throws -> Plan {
        let bench = try TestBench()
        var campaign = try TestCampaigns.texts(to: [(1, "Ana")])
        let message = TemplateMessage(
            template: "1042",
            variables: try ["{{nombre}}", "$120.000", "30"].map { try TextTemplate.parse($0) },
            media: .url(TextTemplate(literal: "https://files.example.com/a.pdf")))
        campaign.messages = [Message(content: .template(message))]
        let input = AudienceInput(
            source: campaign.audience, shownPath: "prueba.yaml", today: bench.zone.date(bench.now))
        return try Planner(workspace: bench.workspace, zone: bench.zone, now: bench.now, templates: lock)
            .plan([.init(campaign: campaign, audience: input, mediaHashes: [:])], ledger: bench.ledger)
    }

    private func lock(_ body: String?, line: String = "uno", variables: Int = 3) -> TemplateLock {
        let template = LockedTemplate(
            name: "recordatorio_pago", status: .approved, category: .utility, variables: variables, body: body
        )
        return TemplateLock(lines: [
            line: .init(pulled: Instant(milliseconds: 0), templates: ["1042": template])
        ])
    }

    private func sample(_ lock: TemplateLock?) throws -> [String] {
        PlanText(try plan(lock), style: TextStyle()).render().split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("    | ") }.map { String($0.dropFirst(6)) }
    }

    @Test func `the text is shown as it will be read`() throws {
        #expect(
            try sample(lock("Hola {{1}}, tu saldo es {{2}} y vence el {{3}}.")) == [
                "Hola Ana, tu saldo es $120.000 y vence el 30.", "template 1042 (recordatorio_pago)",
                "media https://files.example.com/a.pdf",
            ])
    }

    @Test func `values that the body does not show are shown after it`() throws {
        #expect(
            try sample(lock("Hola {{1}}.\nAdiós.")).prefix(3) == [
                "Hola Ana.", "Adiós.", "template 1042 (recordatorio_pago): also [$120.000] [30]",
            ])
    }

    @Test func `without a text, the values are shown`() throws {
        let plain = ["template 1042: [Ana] [$120.000] [30]", "media https://files.example.com/a.pdf"]
        #expect(try sample(nil) == plain)
        #expect(try sample(lock(nil)) == plain)
        #expect(try sample(lock("Hola {{1}}", line: "otra")) == plain)
    }

    @Test func `the text cannot act on the terminal`() throws {
        let lines = try sample(lock("Hola {{1}}\u{202E}\u{1B}[31m"))
        #expect(!lines.joined().unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B })
    }

    @Test func `what is sent does not depend on the file`() throws {
        let prints = try [nil, lock("Hola {{1}}"), lock("Adiós {{1}}")].map {
            try plan($0).campaigns[0].sends.map { try $0.fingerprint().short }
        }
        #expect(Set(prints).count == 1)
    }

    @Test func `the JSON has the same samples, with masked numbers`() throws {
        let text = try PlanJSON.render(
            try plan(lock("Hola {{1}}, tu saldo es {{2}} y vence el {{3}}.")), showsNumbers: false)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let campaign = try #require((document["campaigns"] as? [[String: Any]])?.first)
        let sample = try #require((campaign["samples"] as? [[String: Any]])?.first)
        #expect(sample["recipient"] as? String == "573•••••0001")
        let messages = try #require(sample["messages"] as? [[String]])
        #expect(messages[0].first == "Hola Ana, tu saldo es $120.000 y vence el 30.")
        #expect(!text.contains(TestBench.number(1).full))
    }
}
