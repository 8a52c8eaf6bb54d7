/// A value that must not be shown: a token, a login, a hook's address.
///
/// Whatever prints it, interpolates it or dumps it gets `***`. Only what builds a request reads `value`.
package struct Secret: Sendable, Hashable {
    package let value: String

    package init(_ value: String) { self.value = value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What stands in a secret's place.
    package static let mask = "***"

    package var description: String { Secret.mask }
    package var debugDescription: String { Secret.mask }
    /// Without children, so that `dump` and reflection do not reach the value.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
