import CampaignModel
import Testing

@Suite struct TemplateLockTests {
    private func template(_ body: String?, variables: Int = 3) -> LockedTemplate {
        LockedTemplate(
            name: "aviso", status: .approved, category: .utility, variables: variables, body: body)
    }

    @Test func `a body is filled as the recipient reads it`() {
        let text = template("Hola {{1}}, tu saldo es {{2}} y vence el {{3}}.")
            .text(filledWith: ["Ana", "$120.000", "30"])
        #expect(text == "Hola Ana, tu saldo es $120.000 y vence el 30.")
    }

    @Test(arguments: [
        ("{{1}}{{1}} {{ 2 }}", "aa b"),
        ("{{2}} {{1}}", "b a"),
        ("{{3}} y {{1}}", "{{3}} y a"),
        ("{{{1}}}", "{a}"),
        ("{{nombre}} {{0}} {{}} {1} {{-1}} {{1.0}}", "{{nombre}} {{0}} {{}} {1} {{-1}} {{1.0}}"),
        ("{{a {{1}} {{2", "{{a a {{2"),
        ("{{a {1}} {{1}}", "{{a {1}} a"),
        ("{{99999999999999999999}} {{1}}", "{{99999999999999999999}} a"),
        ("🎉{{1}}ñ", "🎉añ"), ("", ""), ("{{", "{{"), ("}}{{1}}", "}}a"),
    ])
    func `only numbers in double braces are variables`(_ body: String, _ expected: String) {
        #expect(template(body).text(filledWith: ["a", "b"]) == expected)
    }

    @Test func `a value is never looked into`() {
        #expect(template("{{1}} {{2}}").text(filledWith: ["{{2}}", "{{1}}"]) == "{{2}} {{1}}")
    }

    @Test func `without a body there is no text`() {
        #expect(template(nil).text(filledWith: ["a"]) == nil)
        #expect(template(nil).highestVariable == 0)
        #expect(template("{{2}} {{10}} {{3}}").highestVariable == 10)
    }

    @Test func `a status is read in any case of letters, and another word is kept`() {
        #expect(LockedTemplate.Status("APPROVED") == .approved)
        #expect(LockedTemplate.Status("Paused") == .paused)
        #expect(LockedTemplate.Status("IN_APPEAL") == .other("IN_APPEAL"))
        #expect(LockedTemplate.Status("IN_APPEAL").word == "IN_APPEAL")
    }

    @Test func `a template belongs to its line`() {
        let line = TemplateLock.LineTemplates(
            pulled: Instant(milliseconds: 0), templates: ["1042": template("Hola")])
        let lock = TemplateLock(lines: ["cartera": line])
        #expect(lock.template("1042", onLine: "cartera")?.body == "Hola")
        #expect(lock.template("1042", onLine: "promociones") == nil)
        #expect(lock.template("01042", onLine: "cartera") == nil)
    }

    @Test func `every ending that the gateway takes is of one kind`() {
        for ending in Media.extensions { #expect(Media.Kind(extension: ending) != nil, "\(ending)") }
        let all = Media.Kind.allCases.flatMap(\.extensions)
        #expect(all.sorted() == Media.extensions.sorted())
        #expect(Media.Kind(extension: "exe") == nil)
    }

    @Test(
        arguments: [
            ("https://a.co/{{x}}.pdf", "pdf"), ("https://a.co/b.png?v={{x}}.pdf", "png"),
            ("https://a.co/b.mp4#{{x}}", "mp4"), ("https://a.co/{{x}}", nil), ("https://a.co/b.{{x}}", nil),
            ("https://a.co/b.p{{x}}", nil), ("https://a.co/b.{{x}}pdf", nil),
            ("https://a.co/{{x}}/b.jpg", "jpg"),
            ("https://a.co", nil),
        ] as [(String, String?)])
    func `an ending is known where no recipient can change it`(_ address: String, _ ending: String?) throws {
        #expect(Media.url(try TextTemplate.parse(address)).fixedExtension == ending)
    }
}
