/** A part that works by itself from `start` to `stop`. Stopping it twice does nothing, and it cannot be restarted. */
export type Service = { start(): void; stop(): void }

/**
 * Stops parts in the reverse of the order in which they were added or started, because a part may use the earlier ones until
 * then. Starting a service twice, or stopping all twice, does nothing; once all are stopped, nothing starts.
 */
export function createServices() {
  const parts = new Set<Pick<Service, 'stop'>>()
  const started = new Set<Service>()
  let isStopped = false

  return {
    /** For parts that hold a resource from their creation on. */
    add(...added: Pick<Service, 'stop'>[]): void {
      for (const part of added) parts.add(part)
    },
    start(service: Service): void {
      if (isStopped || started.has(service)) return
      started.add(service)
      parts.add(service)
      service.start()
    },
    stop(): void {
      if (isStopped) return
      isStopped = true
      for (const part of [...parts].reverse()) part.stop()
    },
  }
}
