import CampaignModel
import GRDB

extension SQLiteLedger {
    /// Why a number is never to be written to again; nil where it may be.
    static func suppression(of number: PhoneNumber, in database: Database) throws -> String? {
        try String.fetchOne(
            try database.cachedStatement(sql: "SELECT reason FROM suppressions WHERE number = ?"),
            arguments: [Int64(number.digits)])
    }
}
