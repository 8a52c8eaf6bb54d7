import Logging
import ServiceLifecycle
import Synchronization

/// A watcher as a service: it ends gracefully with the group it runs in.
package struct WatchService: Service {
    private let watcher: Watcher
    private let begin: @Sendable () async -> Void

    init(_ watcher: Watcher, begin: @escaping @Sendable () async -> Void) {
        self.watcher = watcher
        self.begin = begin
    }

    package func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskCancellationHandler {
                await begin()
                await watcher.run()
            } onCancel: {
                watcher.stop()
            }
        } onGracefulShutdown: {
            watcher.stop()
        }
    }
}

/// The watcher, and its health where somebody wants to ask for it.
package enum WatchServices {
    /// Where health is asked for.
    package struct Address: Sendable {
        package var host: String
        package var port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    /// Runs until it is asked to end gracefully. Nothing is sent before the port of the health endpoint is bound.
    ///
    /// - Parameter onReady: is called with the port of the health endpoint.
    package static func group(
        _ watcher: Watcher, health: Address?, onReady: @escaping @Sendable (Int) -> Void
    ) -> ServiceGroup {
        var silent = Logger(label: "watch")
        silent.logLevel = .critical
        let (bound, continuation) = AsyncStream.makeStream(of: Void.self)
        let watching = WatchService(watcher) {
            guard health != nil else { return }
            for await _ in bound.cancelOnGracefulShutdown() { return }
        }
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        if let health {
            let service = HealthService(watcher.health, host: health.host, port: health.port) { port in
                onReady(port)
                continuation.yield()
            }
            services.append(.init(service: service))
        }
        // The last one ends first: health can be asked while what is in flight ends.
        services.append(
            .init(service: watching, successTerminationBehavior: .gracefullyShutdownGroup))
        return ServiceGroup(configuration: ServiceGroupConfiguration(services: services, logger: silent))
    }
}
