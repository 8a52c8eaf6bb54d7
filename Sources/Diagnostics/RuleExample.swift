/// A piece of a file that breaks a rule or keeps it, as `pregon explain` shows it.
///
/// It knows which file it is a piece of, so that a test can put it into a complete workspace and hold the rule to
/// it. Its top-level keys take the place of the same keys of that file.
package struct RuleExample: Sendable {
    /// The file that an example is a piece of.
    package enum Setting: String, Sendable, CaseIterable {
        /// A campaign of templates, on the line `cartera` (contacto).
        case contacto
        /// A campaign of texts, on the line `equipo` (setapp).
        case setapp
        /// A campaign that creates a group, on the line `equipo` (setapp).
        case group
        /// `pregon.yaml`.
        case workspace
        /// A campaign file as a whole: nothing stands around the example.
        case file
        /// The CSV of the audience, as a whole.
        case audience
        /// The CSV of the opt-out list, as a whole.
        case list
        /// `templates.lock.yaml`, as a whole.
        case templates
    }

    package let setting: Setting
    /// What is shown.
    package let text: String
    /// What stands in the file, where text cannot show it (bytes that are no UTF-8, a thousand characters).
    package let bytes: (@Sendable () -> [UInt8])?
    /// Pieces of further files that the example needs, by their path in the workspace.
    package let others: [String: String]

    package init(
        _ setting: Setting, _ text: String, others: [String: String] = [:],
        bytes: (@Sendable () -> [UInt8])? = nil
    ) {
        self.setting = setting
        self.text = text
        self.others = others
        self.bytes = bytes
    }

    package static func contacto(_ text: String, others: [String: String] = [:]) -> RuleExample {
        RuleExample(.contacto, text, others: others)
    }

    package static func setapp(_ text: String, others: [String: String] = [:]) -> RuleExample {
        RuleExample(.setapp, text, others: others)
    }

    package static func group(_ text: String, others: [String: String] = [:]) -> RuleExample {
        RuleExample(.group, text, others: others)
    }

    package static func workspace(_ text: String, others: [String: String] = [:]) -> RuleExample {
        RuleExample(.workspace, text, others: others)
    }

    package static func file(_ text: String) -> RuleExample { RuleExample(.file, text) }
    package static func audience(_ text: String) -> RuleExample { RuleExample(.audience, text) }
    package static func list(_ text: String) -> RuleExample { RuleExample(.list, text) }
    package static func templates(_ text: String) -> RuleExample { RuleExample(.templates, text) }
}
