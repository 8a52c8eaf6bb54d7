import Diagnostics
import YAMLTree

/// A YAML file as a value that can be changed and written again.
indirect enum FileTree {
    case scalar(String, isPlain: Bool)
    case list([FileTree])
    case mapping([(key: String, value: FileTree)])

    init(_ node: YAMLNode) {
        switch node.kind {
        case .scalar: self = .scalar(node.text, isPlain: node.style == .plain)
        case .sequence: self = .list(node.items.map(FileTree.init))
        case .mapping: self = .mapping(node.entries.map { ($0.key.text, FileTree($0.value)) })
        }
    }

    /// Nil where the text is no YAML.
    init?(text: String) {
        guard let document = YAMLReader.read(SourceText(path: "x.yaml", bytes: Array(text.utf8))).document
        else { return nil }
        self.init(document.root)
    }

    /// Every place in the tree, as the indices that lead to it.
    var places: [[Int]] {
        var all: [[Int]] = [[]]
        for (index, child) in children.enumerated() { all += child.places.map { [index] + $0 } }
        return all
    }

    var children: [FileTree] {
        switch self {
        case .scalar: []
        case .list(let items): items
        case .mapping(let entries): entries.map(\.value)
        }
    }

    /// The last key on the way to a place; empty at the top.
    func key(at place: [Int]) -> String {
        var key = ""
        var tree = self
        for index in place {
            if case .mapping(let entries) = tree { key = entries[index].key }
            tree = tree.children[index]
        }
        return key
    }

    subscript(_ place: some Collection<Int>) -> FileTree {
        get {
            guard let first = place.first else { return self }
            return children[first][place.dropFirst()]
        }
        set {
            guard let first = place.first else {
                self = newValue
                return
            }
            switch self {
            case .scalar: break
            case .list(var items):
                items[first][place.dropFirst()] = newValue
                self = .list(items)
            case .mapping(var entries):
                entries[first].value[place.dropFirst()] = newValue
                self = .mapping(entries)
            }
        }
    }

    /// In flow style: every entry of the top on a line of its own.
    var text: String {
        guard case .mapping(let entries) = self, !entries.isEmpty else { return "\(flow)\n" }
        return entries.map { "\(Self.quoted($0.key)): \($0.value.flow)\n" }.joined()
    }

    private var flow: String {
        switch self {
        case .scalar(let text, let isPlain): isPlain && Self.mayBePlain(text) ? text : Self.quoted(text)
        case .list(let items): "[\(items.map(\.flow).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.map { "\(Self.quoted($0.key)): \($0.value.flow)" }.joined(separator: ", "))}"
        }
    }

    /// Where every reader takes the characters as they are.
    private static func mayBePlain(_ text: String) -> Bool {
        text.isEmpty
            || text.wholeMatch(of: /[A-Za-z0-9~.+](?:[A-Za-z0-9 ._\/+-]|:(?! ))*[A-Za-z0-9]|[A-Za-z0-9~]/)
                != nil
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
