import CampaignModel

/// Counts verdicts while rows go by.
struct Tally {
    private var counts = [Int](repeating: 0, count: RowChecks.Verdict.names.count)

    @inline(__always)
    mutating func add(_ verdict: UInt8) { counts[Int(verdict)] &+= 1 }

    func reading(_ header: AudienceHeader, encoding: AudienceSource.Encoding) -> AudienceReading {
        var excluded: [String: Int] = [:]
        for index in 1..<counts.count where counts[index] > 0 {
            excluded[RowChecks.Verdict.names[index]] = counts[index]
        }
        return AudienceReading(
            header: header, rows: counts.reduce(0, +), eligible: counts[0], excluded: excluded,
            encoding: encoding)
    }
}
