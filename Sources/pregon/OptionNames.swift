/// Options that take one of several names, and shares.
enum Names {
    static func of<Kind: CaseIterable & RawRepresentable<String>>(_: Kind.Type) -> String {
        Kind.allCases.map(\.rawValue).joined(separator: ", ")
    }

    static func one<Kind: CaseIterable & RawRepresentable<String>>(
        _ name: String, _ option: String
    ) throws -> Kind {
        guard let kind = Kind(rawValue: name) else {
            throw Failure(.usage, "\(option): there is no `\(name)`; known: \(of(Kind.self))")
        }
        return kind
    }

    static func share(_ share: Double, _ option: String) throws -> Double {
        guard (0...1).contains(share) else { throw Failure(.usage, "\(option) must lie between 0 and 1") }
        return share
    }
}
