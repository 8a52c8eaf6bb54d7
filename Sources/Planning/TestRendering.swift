import Audience
import CampaignModel

/// One message of a campaign, rendered with one row's values: what `pregon test` sends to an operator's phone.
package struct TestRendering: Sendable {
    package enum Refusal: Error, Sendable, Hashable {
        /// The audience has nobody whose values could be taken.
        case nobodyEligible
        case noSuchRow(Int)
        case excluded(line: Int, ExclusionReason)
    }

    /// The line on which the row begins, in the audience's file or the campaign's.
    package var line: Int
    /// All messages of that person, in order.
    package var contents: [SendContent]

    /// - Parameters:
    ///   - row: the line of a row; nil takes the first that would get something.
    ///   - mediaHashes: SHA-256 of the media that travels as bytes.
    /// - Throws: `Refusal`, or what is wrong with the audience.
    package static func render(
        _ campaign: Campaign, audience: AudienceInput, row: Int?, mediaHashes: [MediaBytes: [UInt8]]
    ) throws -> TestRendering {
        do {
            _ = try AudienceReader.read(audience) {
                Consumer(campaign: campaign, wanted: row, mediaHashes: mediaHashes)
            }
        } catch {
            guard case .consumer(let thrown) = error, let found = thrown as? Found else { throw error }
            return try found.result.get()
        }
        throw row.map { Refusal.noSuchRow($0) } ?? .nobodyEligible
    }

    /// As a plan's sample, addressed to somebody else.
    package func sample(of message: Int, to number: PhoneNumber, line: String, lock: TemplateLock?) -> Sample
    {
        Sample(target: .person(number), contents: [contents[message]], line: line, lock: lock)
    }

    /// Ends the reading: the rest of an audience is of no interest.
    private struct Found: Error { let result: Result<TestRendering, Refusal> }

    private struct Consumer: AudienceConsumer {
        let campaign: Campaign
        let wanted: Int?
        let mediaHashes: [MediaBytes: [UInt8]]
        var filling: MessageFilling?

        mutating func begin(_ header: AudienceHeader) throws {
            filling = try MessageFilling(campaign: campaign, header: header) { mediaHashes[$0] ?? [] }
        }

        mutating func row(_ row: borrowing RecipientRow) throws {
            let line = row.line
            if let wanted, wanted != line { return }
            let result = rendering(row)
            // Without a row of its own choice, the first that works is taken.
            if wanted == nil, case .failure = result { return }
            throw Found(result: result)
        }

        private func rendering(_ row: borrowing RecipientRow) -> Result<TestRendering, Refusal> {
            let line = row.line
            if let reason = row.exclusion { return .failure(.excluded(line: line, reason)) }
            guard let filling else { return .failure(.nobodyEligible) }
            switch filling.contents(for: row) {
            case .success(let contents):
                return .success(TestRendering(line: line, contents: contents))
            case .failure(let reason): return .failure(.excluded(line: line, reason))
            }
        }
    }
}
