import Diagnostics

/// What is insisted on in files of people: audiences, exclusion lists, opt-out lists.
package enum AudienceRules {
    package static let all: [Rule] = [
        unreadable, notText, windows1252, noHeader, missingColumn, repeatedColumn, unclosedQuote, brokenQuote,
        cellTooLong, listWithoutNumbers, listWithInvalidNumbers,
    ]

    package static let unreadable = Rule(
        "audience-unreadable",
        summary: "The file cannot be opened or read.",
        reason: "Without it nobody knows who is to be written to, or who is to be left out.",
        wrong: "audience: {file: audiences/novienbre.csv}",
        right: "audience: {file: audiences/noviembre.csv}",
        source: "format.md, \"A campaign\"")

    package static let notText = Rule(
        "audience-encoding",
        summary: "The file is not a CSV in UTF-8: it is a workbook, UTF-16, or in another encoding.",
        reason: "Read in the wrong encoding, names would go out with the wrong letters, or not at all.",
        wrong: "Save as … Excel workbook (.xlsx), or \"Unicode text\" (UTF-16)",
        right: "Save as … CSV UTF-8 (comma delimited)",
        source: "format.md, `encoding`")

    package static let windows1252 = Rule(
        "audience-windows-1252", .warning,
        summary: "The file is not UTF-8 and is read as Windows-1252, as Excel writes it.",
        reason:
            "The guess is nearly always right in Colombia, but it is a guess: accents could come out wrong.",
        wrong: "Save as … CSV (comma delimited)",
        right: "Save as … CSV UTF-8 (comma delimited)",
        source: "format.md, `encoding`")

    package static let noHeader = Rule(
        "audience-no-header",
        summary: "The first line does not name the columns.",
        reason: "The first person would be taken for the columns' names and get nothing.",
        wrong: "573001112233,Ana,2026-01-05",
        right: "celular,nombre,autorizacion\n573001112233,Ana,2026-01-05",
        source: "format.md, \"A campaign\"")

    package static let missingColumn = Rule(
        "audience-missing-column",
        summary: "The audience has no column of this name.",
        reason:
            "Names are matched exactly, so that no number, consent or filter is read from the wrong column.",
        wrong: "audience: {phone: movil}   # the header says celular,nombre,autorizacion",
        right: "audience: {phone: celular}",
        source: "format.md, \"A campaign\"")

    package static let repeatedColumn = Rule(
        "audience-repeated-column",
        summary: "A column that the campaign uses stands twice in the header.",
        reason: "Nobody could say which of the two is meant.",
        wrong: "celular,nombre,celular",
        right: "celular,nombre,celular_2",
        source: "format.md, \"A campaign\"")

    package static let unclosedQuote = Rule(
        "audience-unclosed-quote",
        summary: "A cell begins with a quote that is never closed.",
        reason: "Everything after it, other people's rows included, would become part of that one cell.",
        wrong: "573001112233,\"Ana,2026-01-05",
        right: "573001112233,\"Ana\",2026-01-05",
        source: "RFC 4180, section 2")

    package static let brokenQuote = Rule(
        "audience-broken-quote",
        summary: "Text follows the quote that closes a cell.",
        reason: "It cannot be told where the cell ends, so that values could end up in the wrong column.",
        wrong: "573001112233,\"Ana \"la jefa\" Ruiz\",2026-01-05",
        right: "573001112233,\"Ana \"\"la jefa\"\" Ruiz\",2026-01-05",
        source: "RFC 4180, section 2")

    package static let cellTooLong = Rule(
        "audience-cell-too-long",
        summary: "A cell is longer than 64 KiB, or a row than 1 MiB.",
        reason: "No message could hold it; it is a damaged file or the wrong one.",
        wrong: "573001112233,<the text of a whole book>,2026-01-05",
        right: "573001112233,Ana,2026-01-05",
        source: "format.md, \"A campaign\"; a limit of this program")

    package static let listWithoutNumbers = Rule(
        "list-without-numbers",
        summary: "No column of a list of numbers to leave out can be recognised as the one with the numbers.",
        reason: "Everybody on the list would be written to.",
        wrong: "nombre,ciudad\nAna,Cali",
        right: "celular,nombre\n573001112233,Ana",
        source: "format.md, `exclude` and `opt_out`")

    package static let listWithInvalidNumbers = Rule(
        "list-with-invalid-numbers", .warning,
        summary: "A list of numbers to leave out has rows without a number that can be recognised.",
        reason: "A person who was meant to be left out could be written to.",
        wrong: "celular\n5,73E+11",
        right: "celular\n573001112233",
        source: "format.md, `exclude` and `opt_out`")
}
