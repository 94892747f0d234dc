import type { Log } from '../base/log.ts'
import type { StoredEvent } from '../store/events.ts'

/**
 * The fields of an event that may be logged. Parameters, results, errors and comments can contain anything, and are not
 * logged.
 */
const told = [
  'jobId',
  'trigger',
  'attempt',
  'reason',
  'exitCode',
  'signal',
  'ms',
  'retryAt',
  'dueAt',
  'waitsUntil',
  'version',
  'step',
  'node',
  'status',
  'occurrences',
] as const

/** Logs committed events, one per line, so that a run can be followed in LocalFlow's own log. */
export function logEvents(log: Log, events: StoredEvent[]): void {
  if (!log.isDebug) return
  for (const event of events) {
    const facts = Object.fromEntries(told.flatMap((name) => (name in event.data ? [[name, event.data[name]]] : [])))
    const run = event.noun === 'run' ? event.run : event.data['run']
    log.debug(`${event.noun} ${event.type}`, { ...(run === undefined ? {} : { run }), id: event.id, ...facts })
  }
}
