import Diagnostics
import Testing
import YAMLTree

@Suite struct RuleTests {
    @Test func `only bidirectional controls are warnings`() {
        #expect(YAMLRules.all.filter { $0.severity != .error }.map { $0.name } == ["bidi-control"])
    }
}
