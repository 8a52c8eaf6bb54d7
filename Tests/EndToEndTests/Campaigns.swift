/// The campaign files that tests send.
enum Campaigns {
    /// `celular,nombre,valor,dia,autorizacion` for numbers that follow one another.
    static func audience(_ numbers: some Sequence<Int>) -> String {
        "celular,nombre,valor,dia,autorizacion\n"
            + numbers.map { "\($0),Persona \($0 % 100_000),$\($0 % 1000),lunes,2026-01-05\n" }.joined()
    }

    /// The first `count` numbers of a block of a million.
    static func numbers(_ count: Int, block: Int = 1) -> Range<Int> {
        let first = 573_000_000_000 + block * 1_000_000
        return first..<(first + count)
    }

    /// Text and image on the setapp line.
    static func orders(_ name: String = "pedidos", text: String = "Hola {{nombre}}, tu pedido va en camino.")
        -> String
    {
        heading(name, line: "equipo") + """
            messages:
              - id: aviso
                text: "\(text)"
              - id: mapa
                image: https://cdn.example.com/mapa.png

            """
    }

    /// One text on the setapp line.
    static func notice(_ name: String, text: String = "Hola {{nombre}}, abrimos el {{dia}}.") -> String {
        heading(name, line: "equipo") + """
            messages:
              - id: aviso
                text: "\(text)"

            """
    }

    /// A template with three variables and a document on the contacto line.
    static func reminder(_ name: String = "cobro", template: String = "1042") -> String {
        heading(name, line: "cartera")
            + """
            messages:
              - id: recordatorio
                template: "\(template)"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  url: https://files.example.com/facturas/{{nombre|x}}.pdf

            """.replacing("{{nombre|x}}", with: "factura")
    }

    /// A group with a text and an invitation for those who come later.
    static func group(_ name: String = "embajadores") -> String {
        heading(name, line: "equipo") + """
            group:
              name: Dream Team
              welcome: This is a great group
              messages:
                - text: You don't know jon snow
                - file:
                    url: https://cdn.example.com/500px-Eye_iris.jpg
                    name: 500px-Eye_iris.jpg
                    title: IRIS
              invite: "Hola {{nombre}}, únete: {{group_invite_link}}"

            """
    }

    private static func heading(_ name: String, line: String) -> String {
        """
        campaign: \(name)
        version: 1
        category: utility
        lines: [\(line)]
        audience:
          file: audiences/\(name).csv
          phone: celular
          opt_in: autorizacion

        """
    }
}
