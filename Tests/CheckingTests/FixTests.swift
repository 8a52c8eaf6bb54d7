import CampaignLoading
import Checking
import Diagnostics
import Foundation
import Testing

// One test for each kind of mistake that has one safe remedy, and for those that look as if they had.
@Suite struct FixTests {
    static let texts = """
        campaign: caso
        version: 1
        category: utility
        lines: [equipo]
        audience: {file: audiences/clientes.csv, phone: celular, opt_in: autorizacion}
        messages:
          - text: Hola
        """ + "\n"

    /// The text after `validate --fix`, and what it says of its changes.
    static func fixed(_ text: String, file: String = "caso.yaml") throws -> (text: String, said: [String]) {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        try workspace.write(file, text)
        let report = try FixRun.fix(workspace)
        #expect(report.failures.isEmpty)
        let bytes = try Data(contentsOf: URL(filePath: "\(workspace.path)/\(file)"))
        return (String(decoding: bytes, as: UTF8.self), report.changes.map(\.line))
    }

    @Test(arguments: [
        ("no", "\"no\""), ("1e3", "\"1e3\""), ("2026-12-01   # fecha", "\"2026-12-01\"   # fecha"),
        ("*Hola* Ana", "\"*Hola* Ana\""), ("*Hola*  # negrita", "\"*Hola*\"  # negrita"),
        ("!important Hola", "\"!important Hola\""), ("&hola amigos", "\"&hola amigos\""),
        ("@ana ya puedes entrar", "\"@ana ya puedes entrar\""), ("%50 menos", "\"%50 menos\""),
        ("`hola`", "\"`hola`\""), ("{{nombre}}, hola", "\"{{nombre}}, hola\""),
        ("{{nombre}}", "\"{{nombre}}\""), ("Hola: tu pedido llegó", "\"Hola: tu pedido llegó\""),
        ("*Oferta*: 50%", "\"*Oferta*: 50%\""), ("@ana dice \"sí\"", "'@ana dice \"sí\"'"),
        (#"*dile* "d'accord" \o/"#, #"'*dile* "d''accord" \o/'"#),
        ("*¡Hola!* ñandú 🎉", "\"*¡Hola!* ñandú 🎉\""),
    ])
    func `a text is quoted as its author sees it`(_ before: String, _ after: String) throws {
        for end in ["\n", "\r\n"] {
            for mark in ["", "\u{FEFF}"] {
                let text = mark + Self.texts.replacing("\n", with: end)
                let done = try Self.fixed(text.replacing("Hola", with: before))
                #expect(done.text == text.replacing("Hola", with: after))
                #expect(done.said.count == 1)
                #expect(done.said.first?.hasPrefix("caso.yaml:7:11: quoted `") == true)
            }
        }
    }

    @Test(arguments: [
        // A remark, or a part of the text?
        "50% off #sale", "*Hola* #sale", "@ana #1",
        // An anchor that is used, or one before another value.
        "&hola \"amigos\"", "*plantilla", "!!str 12", "&nota",
        // The text goes on in the next line.
        "*Hola* Ana\n      y Luis", "@ana\n\n      hola",
        // A list or a text?
        "- hola", "| hola",
        // Nobody sees it.
        "null", "~", "*Hola*\u{200F} Ana", "\"Hola\" amigos", "[*Hola, amigos*]",
    ])
    func `where another thing may be meant nothing changes`(_ text: String) throws {
        let before = Self.texts.replacing("Hola", with: text)
        #expect(try Self.fixed(before).text == before)
    }

    @Test func `keys and values with a slip are corrected`() throws {
        let before =
            Self.texts.replacing("campaign:", with: "campaing:").replacing(
                "category: utility", with: "categry: utilty"
            )
            .replacing("opt_in", with: "opt-in").replacing("audience:", with: "# nota\nAudience:")
            + "schedule: {days: [Mon, viernes, marzo], hous: 09:00-10:00}\nallow_repeat: True\n"
        let after =
            Self.texts.replacing("audience:", with: "# nota\naudience:")
            + "schedule: {days: [mon, fri, marzo], hours: 09:00-10:00}\nallow_repeat: true\n"
        let done = try Self.fixed(before)
        #expect(done.text == after)
        // Values below a mistyped key come to light in the second round.
        #expect(
            Set(done.said) == [
                "caso.yaml:1:1: renamed `campaing` to `campaign`",
                "caso.yaml:3:1: renamed `categry` to `category`",
                "caso.yaml:3:11: corrected `utilty` to `utility`",
                "caso.yaml:6:1: renamed `Audience` to `audience`",
                "caso.yaml:6:58: renamed `opt-in` to `opt_in`", "caso.yaml:9:19: corrected `Mon` to `mon`",
                "caso.yaml:9:24: corrected `viernes` to `fri`", "caso.yaml:9:41: renamed `hous` to `hours`",
                "caso.yaml:10:15: corrected `True` to `true`",
            ])
        #expect(done.said.count == 9)
    }

    @Test(arguments: [
        ("version: 1", "version: 1\nmesages: []"),  // is there already
        ("version: 1", "version: 1\nrevsion: 1\nrevisin: 2"),  // two of them
        ("phone: celular", "phone: celular, include: [audiences/pagaron.csv]"),  // near `exclude`
        ("utility", "util"), ("equipo", "equpo"), ("clientes", "cliente"), ("celular", "celulr"),
        ("Hola", "Hola {{nombr}}"),
    ])
    func `what decides who gets what is not guessed`(_ right: String, _ wrong: String) throws {
        let before = Self.texts.replacing(right, with: wrong)
        #expect(try Self.fixed(before).text == before)
    }

    @Test func `numbers of inline recipients become twelve digits`() throws {
        let audience = """
            audience:
              recipients:
                - {phone: "+57 310 123 4567", opt_in: 2026-01-05, nombre: "+57 310 123 4567"}
                - phone: 57-310-123-4568   # llamar antes
                  opt_in: 2026-01-05
                - {phone: '57 3101234569', opt_in: 2026-01-05}
                - {phone: 3101234567, opt_in: 2026-01-05}
                - {phone: 5.73E+11, opt_in: 2026-01-05}
                - {phone: "310\\t1234560", opt_in: 2026-01-05}
            """
        let line = "audience: {file: audiences/clientes.csv, phone: celular, opt_in: autorizacion}"
        let done = try Self.fixed(Self.texts.replacing(line, with: audience))
        let after = audience.replacing("{phone: \"+57 310 123 4567\"", with: "{phone: \"573101234567\"")
            .replacing("57-310-123-4568", with: "573101234568").replacing(
                "'57 3101234569'", with: "'573101234569'")
        #expect(done.text == Self.texts.replacing(line, with: after))
        #expect(done.said.allSatisfy { $0.hasSuffix("wrote the number as 12 digits") })
    }

    @Test func `placeholders in brackets are quoted one by one`() throws {
        let before = Self.texts.replacing("[equipo]", with: "[cartera]").replacing(
            "utility", with: "collection"
        )
        .replacing("text: Hola", with: "template: \"1042\"\n    variables: [{{nombre}}, {{valor}} , {{dia}}]")
        let after = before.replacing("{{nombre}}", with: "\"{{nombre}}\"")
            .replacing("{{valor}}", with: "\"{{valor}}\"").replacing("{{dia}}", with: "\"{{dia}}\"")
        #expect(try Self.fixed(before).text == after)
    }

    @Test func `a mistake that YAML hid comes to light and the rest is still corrected`() throws {
        let before = Self.texts.replacing("Hola", with: "*Hola* Ana").replacing("utility", with: "utilty")
            .replacing("[equipo]", with: "[equpo]")
        let done = try Self.fixed(before)
        let after = before.replacing("*Hola* Ana", with: "\"*Hola* Ana\"").replacing(
            "utilty", with: "utility")
        #expect(done.text == after)
    }

    @Test func `pregon yaml is corrected too, and its secrets are not printed`() throws {
        let workspace = try String(
            contentsOfFile: "\(CorpusCase.fixtures)/workspace/pregon.yaml", encoding: .utf8)
        let before = workspace.replacing("\"573123252394\"", with: "+57 312 325 2394")
            .replacing("timezone: America/Bogota", with: "timzone: America/Bogota")
            .replacing("[BAJA, STOP]", with: "[BAJA, 0x1F2e3d4c5b6a7988]")
        let done = try Self.fixed(before, file: "pregon.yaml")
        #expect(done.text.contains("number: 573123252394"))
        #expect(done.text.contains("\ntimezone:"))
        #expect(done.text.contains("[BAJA, \"0x1F2e3d4c5b6a7988\"]"))
        #expect(done.said.count == 3)
        #expect(!done.said.joined().contains("4c5b6a"))
    }
}

/// Runs `validate --fix` without the command line.
enum FixRun {
    static func fix(_ workspace: TemporaryWorkspace, only: [String]? = nil) throws -> FixReport {
        struct NoFolder: Error {}
        guard let real = WorkspaceRoot.realPath(workspace.path) else { throw NoFolder() }
        let loader = WorkspaceLoader(root: WorkspaceRoot(path: real, shownPath: ""), environment: [:])
        return WorkspaceFixer(loader).fix(only: only)
    }
}
