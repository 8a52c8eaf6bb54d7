import Diagnostics
import YAMLTree

/// Reads a text as the file `c.yaml`.
func read(_ text: String, limits: YAMLLimits = .standard) -> YAMLLoad {
    read(Array(text.utf8), limits: limits)
}

func read(_ bytes: [UInt8], limits: YAMLLimits = .standard) -> YAMLLoad {
    YAMLReader.read(SourceText(path: "c.yaml", bytes: bytes), limits: limits)
}

extension YAMLLoad {
    /// `rule line:column` of each finding, in order.
    var marks: [String] {
        findings.map { finding in
            guard let start = finding.place.span?.start else { return finding.rule.name }
            return "\(finding.rule.name) \(start.line):\(start.column)"
        }
    }

    var rules: Set<String> { Set(findings.map { $0.rule.name }) }
}

/// The tree in preorder: kind, place and value, one node a line.
func dump(_ node: YAMLNode) -> [String] {
    let start = node.span.start
    switch node.kind {
    case .scalar: return ["s \(start.line):\(start.column) \(node.text)"]
    case .sequence: return ["q \(start.line):\(start.column)"] + node.items.flatMap { dump($0) }
    case .mapping:
        return ["m \(start.line):\(start.column)"] + node.entries.flatMap { dump($0.key) + dump($0.value) }
    }
}

/// A campaign with every style of text, and letters beyond ASCII.
let sample = """
    # señal: ñ
    campaign: año-nuevo   # sí
    description: "¡Hola! \\u00f1 \\n fin"
    lines: [cartera, 'l''ínea', {a: 1, b: 2}]
    audience:
      where:
        ciudad: [Bogotá, Medellín]
        nota: esto sigue
          aquí ✓ 😀
    messages:
    - text: |
        Hola *{{nombre}}*,
        ¿vas?

    - text: >-
        uno
        dos

      id:
    last: 'fin'

    """
