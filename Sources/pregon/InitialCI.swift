import ArgumentParser
import Foundation

/// What `pregon init --ci` writes: the workspace checked on each change, and sent on a schedule.
///
/// `docs/ci.md` shows the same texts, and a test runs their shell steps.
enum InitialCI: String, ExpressibleByArgument, CaseIterable {
    case github, gitlab

    /// Where the host looks for it, from the root of the repository.
    var path: String {
        switch self {
        case .github: ".github/workflows/pregon.yml"
        case .gitlab: ".gitlab-ci.yml"
        }
    }

    /// Whether a path may hold this byte without being misread by a shell or YAML.
    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-_./".utf8.contains(byte)
        }
    }

    /// - Parameter workspace: the workspace's folder, relative to the root of the repository.
    func text(workspace: String) -> String {
        (self == .github ? Self.workflow : Self.pipeline).replacing("WORKSPACE_FOLDER", with: workspace)
    }

    private static let workflow = """
        # Checks the campaigns on every pull request, and sends what is due every quarter of an hour.
        #
        # Set the repository variable PREGON_REPOSITORY to where pregon's source is, e.g. my-company/pregon.
        # Sending needs a runner of your own (label `pregon`) with pregon installed and a disk that stays: the ledger lies
        # on it. In pregon.yaml write `ledger: ${PREGON_LEDGER}`, and make the ledger there once: `pregon ledger init`.
        name: pregon
        on:
          pull_request:
          schedule:
            - cron: "*/15 * * * *"
          workflow_dispatch:

        jobs:
          validate:
            if: github.event_name == 'pull_request'
            runs-on: ubuntu-latest
            container: swift:6.2-bookworm
            permissions:
              contents: read
            steps:
              - uses: actions/checkout@v4
              - uses: actions/checkout@v4
                with:
                  repository: ${{ vars.PREGON_REPOSITORY }}
                  path: .pregon-source
              - uses: ./.pregon-source
                with:
                  workspace: WORKSPACE_FOLDER

          run:
            if: github.event_name != 'pull_request'
            runs-on: [self-hosted, pregon]
            permissions:
              contents: read
            # One at a time, and none cut short: pregon itself waits for nobody and sends nothing twice.
            concurrency:
              group: pregon
              cancel-in-progress: false
            env:
              PREGON_LEDGER: sqlite:/var/lib/pregon/ledger.sqlite
              CONTACTO_LOGIN: ${{ secrets.CONTACTO_LOGIN }}
              CONTACTO_TOKEN: ${{ secrets.CONTACTO_TOKEN }}
            steps:
              - uses: actions/checkout@v4
              - name: Send what is due
                run: |
                  pregon run --workspace "WORKSPACE_FOLDER"

        """

    private static let pipeline = """
        # Checks the campaigns on every merge request, and sends what is due whenever the schedule comes.
        #
        # Set the CI/CD variable PREGON_REPOSITORY to the address that pregon's source is cloned from, and make a
        # pipeline schedule (Build > Pipeline schedules), e.g. every 15 minutes. Sending needs a runner of your own
        # (tag `pregon`) with pregon installed and a disk that stays: the ledger lies on it. In pregon.yaml write
        # `ledger: ${PREGON_LEDGER}`, and make the ledger there once: `pregon ledger init`. Secrets of the lines are
        # masked CI/CD variables.
        stages: [check, send]

        validate:
          stage: check
          image: swift:6.2-bookworm
          rules:
            - if: $CI_PIPELINE_SOURCE == "merge_request_event"
          variables:
            GIT_DEPTH: 0
          cache:
            key: pregon
            paths: [.pregon-source/.build]
          before_script:
            - |
              mkdir -p .pregon-source
              git -C .pregon-source init --quiet
              git -C .pregon-source fetch --quiet --depth 1 "$PREGON_REPOSITORY" HEAD
              git -C .pregon-source checkout --quiet --force FETCH_HEAD
              make -C .pregon-source install
          script:
            - |
              pregon validate --workspace "WORKSPACE_FOLDER" --format gitlab > gl-code-quality-report.json || failed=1
              pregon validate --workspace "WORKSPACE_FOLDER"
              pregon plan --workspace "WORKSPACE_FOLDER" --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --format markdown > plan.md
              exit "${failed:-0}"
          artifacts:
            when: always
            paths: [plan.md]
            reports:
              codequality: gl-code-quality-report.json

        run:
          stage: send
          tags: [pregon]
          rules:
            - if: $CI_PIPELINE_SOURCE == "schedule"
          resource_group: pregon
          interruptible: false
          variables:
            PREGON_LEDGER: sqlite:/var/lib/pregon/ledger.sqlite
          script:
            - |
              pregon run --workspace "WORKSPACE_FOLDER"

        """
}
