import Diagnostics

/// Rules about `templates.lock.yaml` itself.
package enum TemplateRules {
    package static let all: [Rule] = [countMismatch]
}
