import CampaignModel

/// A forecast of several lines that a campaign's rate holds back together: sends flow like water, every line gets
/// an equal share of the campaign's rate, and what a line cannot use goes to the others.
///
/// The shares change only when a window opens or closes or a line has finished; between these it is division.
struct SharedForecast {
    private struct Lane {
        var remaining: Double
        let ready: Instant
        /// Sends per millisecond that the line's own pace allows.
        let limit: Double
        var openings: Openings
        var stretch: Stretch?
        /// Sends per millisecond at the moment; 0 while closed.
        var speed = 0.0
        var result = LineForecast(first: nil, last: nil, sent: 0, unsent: 0)
    }

    private var lanes: [Lane]
    private let counts: [Int]
    /// Sends per millisecond of all lines together.
    private let capacity: Double
    private var now: Instant

    init(_ lines: [LineForecastInput], spacing: Int64, start: Instant, expires: Instant?) {
        capacity = 1 / Double(max(1, spacing))
        now = start
        counts = lines.map { max(0, $0.count) }
        lanes = lines.map { line in
            let ready = line.ready(start: start, interval: line.interval)
            var openings = Openings(line.windows, from: ready, expires: expires)
            return Lane(
                remaining: Double(max(0, line.count)), ready: ready,
                limit: line.interval > 0 ? 1 / Double(line.interval) : .infinity,
                openings: openings, stretch: openings.next())
        }
    }

    mutating func results() -> [LineForecast] {
        while let next = nextEvent() { advance(to: next) }
        return zip(lanes, counts).map { lane, count in
            var result = lane.result
            // A rest below a thousandth is the rounding of doubles, not a send.
            result.unsent = min(count, Int(max(0, (lane.remaining - 0.001).rounded(.up))))
            result.sent = count - result.unsent
            if result.sent == 0 { (result.first, result.last) = (nil, nil) }
            return result
        }
    }

    /// Shares the capacity among the open lanes and gives the moment until which that holds; nil at the end.
    private mutating func nextEvent() -> Instant? {
        share()
        var event: Instant?
        for lane in lanes where lane.remaining > 0 {
            guard let stretch = lane.stretch else { continue }
            var own = lane.speed > 0 ? stretch.end : stretch.start
            if lane.speed > 0 {
                let finish = (lane.remaining / lane.speed).rounded(.up)
                if finish < Double(stretch.end.milliseconds - now.milliseconds) {
                    own = now.moved(milliseconds: Int64(max(1, finish)))
                }
            }
            event = min(event ?? own, own)
        }
        return event
    }

    /// Max-min fair: the slowest lines first, each gets its limit or an equal part of what is left.
    private mutating func share() {
        for index in lanes.indices { lanes[index].speed = 0 }
        let open = lanes.indices.filter { index in
            lanes[index].remaining > 0 && (lanes[index].stretch?.contains(now) ?? false)
        }
        var left = capacity
        for (position, index) in open.sorted(by: { lanes[$0].limit < lanes[$1].limit }).enumerated() {
            lanes[index].speed = min(lanes[index].limit, left / Double(open.count - position))
            left -= lanes[index].speed
        }
    }

    private mutating func advance(to next: Instant) {
        let elapsed = Double(next.milliseconds - now.milliseconds)
        for index in lanes.indices where lanes[index].speed > 0 {
            let speed = lanes[index].speed
            lanes[index].result.first = lanes[index].result.first ?? now
            let rest = lanes[index].remaining - speed * elapsed
            lanes[index].remaining = rest < 0.001 ? 0 : rest
            // n sends take n − 1 pauses: the last one begins a pause before the flow ends.
            let latest = next.moved(milliseconds: -Int64((1 / speed).rounded()))
            lanes[index].result.last = max(latest, lanes[index].result.last ?? now)
        }
        now = next
        for index in lanes.indices {
            while let stretch = lanes[index].stretch, stretch.end <= now {
                lanes[index].stretch = lanes[index].openings.next()
            }
        }
    }
}
