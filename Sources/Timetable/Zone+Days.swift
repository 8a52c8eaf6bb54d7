import CampaignModel

extension Zone {
    /// A stretch cut at local midnights: for each date the hours its clock shows, the end of the day as 24:00. A date on
    /// which clocks are set may show an hour less, or one more than its hours say.
    package func days(of stretch: Stretch) -> [(date: LocalDate, hours: HourRange)] {
        var found: [(LocalDate, HourRange)] = []
        let first = local(stretch.start).dateTime
        let end = local(stretch.end).dateTime
        var date = first.date
        while date <= end.date {
            let from = date == first.date ? first.time : HourRange.wholeDay.start
            let to = date == end.date ? end.time : HourRange.wholeDay.end
            if let hours = HourRange(start: from, end: to) { found.append((date, hours)) }
            date = date.adding(days: 1)
        }
        return found
    }
}
