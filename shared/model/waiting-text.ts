import type { Waiting } from './run.ts'

/** In a few words, where they stand in place of a status. `time` writes a moment. */
export function waitingText({ for: what, what: name, until }: Waiting, time: (at: number) => string): string {
  switch (what) {
    case 'approval':
      return 'Waiting for approval'
    case 'signal':
      return name === null ? 'Waiting for a signal' : `Waiting for signal ${name}`
    case 'worker':
      return 'Waiting for a worker'
    case 'queue':
      return name === null ? 'Waiting for a paused queue' : `Waiting for queue ${name}`
    case 'limit':
      return 'Waiting for the concurrency limit'
    case 'time':
      return name === 'next attempt' ? 'Waiting to retry' : until === null ? 'Waiting' : `Waiting until ${time(until)}`
  }
}
