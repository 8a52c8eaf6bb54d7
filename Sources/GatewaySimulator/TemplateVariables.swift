/// `template_variables` as contacto takes it: each value in square brackets, one space between them.
enum TemplateVariables: Equatable {
    case values([String])
    /// Not of that form: the number of variables cannot be counted.
    case malformed

    init(_ text: String) {
        if text.isEmpty {
            self = .values([])
            return
        }
        var values: [String] = []
        var rest = text.unicodeScalars[...]
        while rest.popFirst() == "[" {
            // A bracket inside a value cannot be told from one around it, so none is taken.
            let value = rest.prefix { $0 != "[" && $0 != "]" }
            rest = rest[value.endIndex...]
            guard rest.popFirst() == "]" else { break }
            values.append(String(String.UnicodeScalarView(value)))
            if rest.isEmpty {
                self = .values(values)
                return
            }
            guard rest.popFirst() == " " else { break }
        }
        self = .malformed
    }
}
