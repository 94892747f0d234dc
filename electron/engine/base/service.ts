/** A part that works by itself from `start` to `stop`. Starting or stopping it again does nothing; it is not started anew. */
export type Service = { start(): void; stop(): void }

export type Services = ReturnType<typeof createServices>

/** Stops what was started in reverse order: a part may use those that were started before it until it is stopped. */
export function createServices() {
  let stops: (() => void)[] = []
  const started = new Set<Service>()
  return {
    start(service: Service): void {
      if (started.has(service)) return
      started.add(service)
      stops.push(service.stop)
      service.start()
    },
    /** For what works from the moment it is made. */
    onStop: (stop: () => void): void => void stops.push(stop),
    stop(): void {
      const all = stops.reverse()
      stops = []
      for (const stop of all) stop()
    },
  }
}
