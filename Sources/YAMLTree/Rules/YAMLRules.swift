import Diagnostics

/// The rules of `YAMLReader`: everything that is refused, whatever the keys of the file mean.
package enum YAMLRules {
    /// Every rule of this module.
    package static let all: [Rule] = [
        fileTooLarge, invalidUTF8, utf16, controlCharacter, bidiControl, invisibleSpace, emptyFile,
        topLevelNotMapping, multipleDocuments, textAfterDocument, yamlDirective, nestingTooDeep,
        scalarTooLong, duplicateKey, keyNotText, keyTooLong, mergeKey, anchor, alias, tag,
        unquotedPlaceholder, commentCutsText, surrogateEscape, badEscape, colonInText, textStart,
        unclosedQuote, textAfterQuote, textAfterBracket, blockTextHeader, listOnKeyLine, tabIndentation,
        badIndentation, missingColon, missingDash, unclosedBracket, strayBracket, missingComma,
        yamlSyntax,
    ]
}
