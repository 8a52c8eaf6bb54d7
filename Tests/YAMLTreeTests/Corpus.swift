/// Texts for tests that only ask for robustness.
enum Corpus {
    static let good = [
        sample,
        """
        campaign: cobro-noviembre             # its name
        lines: [cartera]
        audience:
          recipients: [{phone: 573001112233, nombre: Ana, opt_in: 2026-01-05}, {phone: 573001112234}]
        messages:
          - template: "1042"
            variables: ["{{nombre}}", '{{valor}}', "\\u00f1 \\\\{{x}}"]
            media: {url: "https://files.example.com/{{factura}}.pdf"}
          - text: |
              Hola *{{nombre}}*,
              tu pedido # va en camino.
        schedule:
          start: 2026-12-01 09:00
          on_days: [1, 15]

        """,
    ]

    static let broken = [
        "a: *b* c\n", "a: & b\n", "a: !<\n", "a: !x!y z\n", "a: \"\\q\"\n", "a: \"\\ud800\"\n", "a: 'b\n",
        "a: [b\n",
        "a: {b\n", "a: [b}\n", "a: b: c\n", "a: |x\n", "a: |0\n", "a: @b\n", "a: - b\n", "a: ? b\n",
        "a: [,]\n",
        "a: ]\n", "a\nb\n", "a: 1\nb\n", "a: 1\n b: 2\n", "a:\n\tb: 1\n", "%X\n", "%YAML 9.9\n---\na: 1\n",
        "a: 1\n%X\n",
        "a: \"b\" c\n", "a: [b] c\n", "- a\nb: c\n", "a:\n  - b\n  c: d\n", "a: 1\n---\nb\n",
        "a: 1\n...\nb\n", "[a:b:]\n",
        "a: [b: c: d]\n", "a: [x\n", ": 1\n", "a: 1\n: 2\n", "{a: 1}: 2\n", "a: !!\n", "a: !%41 b\n",
        "a: !%4 b\n",
        "a: 'x\n...\n", "a: [b, |c]\n",
    ]
}
