import type { JournalEntry } from '../../runner/journal.ts'
import { type FromRunner, type Outcome, runnerFolder, type Sample, type StartOrder } from '../../runner/protocol.ts'
import type { Log } from '../base/log.ts'
import type { Connection } from './connection.ts'
import { killLeftover, type LeftJournals, readLeftJournals } from './left-journals.ts'
import { createLink } from './link.ts'
import type { RunnerStart } from './runner-process.ts'

/**
 * How the engine learns the end of an attempt: from the runner, or from the journal of a dead runner. An attempt that was
 * not started may be ordered again.
 */
export type Ending = { type: 'outcome'; outcome: Outcome } | { type: 'lost' } | { type: 'not-begun'; error: Error }

export type Prepare = () => Promise<StartOrder>
/** What its keeper did not live to see is lost, and was killed. */
const endingOf = (outcome: Outcome): Ending => (outcome.lost ? { type: 'lost' } : { type: 'outcome', outcome })

/** `prepare` is called only if no runner knows the attempt. `resumed`: an earlier engine started it. */
export type Order = { prepare: Prepare | null; resumed: boolean }
/** `stop`: it is to be stopped, by whom if that is known. */
type Waiting = Order & { end: (ending: Ending) => void; pid: number | null; stop: { by: string | null } | null }

export type RunnerClient = ReturnType<typeof createRunnerClient>

export type RunnerEvents = {
  started(attemptId: string, pid: number): void
  grew(attemptId: string): void
  sampled(attemptId: string, sample: Sample): void
  /** A lasting problem started or ended. */
  changed(): void
}

/**
 * Keeps a connection to one runner and a promise for each attempt, whichever process dies in between. An attempt is ordered
 * by its id; ordering again after a crash is safe: the runner knows what it has already started, and the journals know what
 * a dead runner had.
 */
export function createRunnerClient(
  config: RunnerStart & {
    spawnerProblem?: string | null
    environment: Record<string, string>
    log: Log
    notesRecovery: boolean
  },
  events: RunnerEvents,
) {
  const { dataFolder, number, log } = config
  const waiting = new Map<string, Waiting>()
  /** Attempts whose end is not yet on disk: until then their outcome must be kept. */
  const unrecorded = new Set<string>()
  let left: LeftJournals | null = null
  let environment = config.environment
  const link = createLink(config, { message: take, opened: adopt, nobodyThere: resolveEnded, problemChanged: events.changed })

  function take(message: FromRunner): void {
    switch (message.type) {
      case 'started':
        return noteStart(message.attemptId, message.pid)
      case 'grew':
        return events.grew(message.attemptId)
      case 'sampled':
        return events.sampled(message.attemptId, message.sample)
      case 'ended': {
        const { type: _, ...outcome } = message
        return resolveAttempt(outcome.attemptId, endingOf(outcome))
      }
      case 'not-begun': {
        const { attemptId, code } = message
        const error = Object.assign(new Error(`the runner failed to write its journal (${code})`), { code })
        return resolveAttempt(attemptId, { type: 'not-begun', error })
      }
      default:
        return
    }
  }

  /** Sends an order to a runner that does not know the attempt. */
  function order(attemptId: string, entry: Waiting): void {
    const to = link.connection()
    if (entry.prepare === null) return void resolveLost(attemptId, { pid: null, birth: null, outcome: null })
    const isWanted = () => waiting.get(attemptId) === entry
    entry.prepare().then(
      (order) => {
        // Another connection has ordered it already.
        if (!to || to !== link.connection() || !isWanted()) return
        to.send({ type: 'start', ...order })
        if (entry.stop) to.send({ type: 'stop', attemptId, ...entry.stop })
      },
      (error: Error) => isWanted() && resolveAttempt(attemptId, { type: 'not-begun', error }),
    )
  }

  function noteStart(attemptId: string, pid: number | null): void {
    const entry = waiting.get(attemptId)
    if (!entry || pid === null || entry.pid === pid) return
    entry.pid = pid
    events.started(attemptId, pid)
  }

  function resolveAttempt(attemptId: string, ending: Ending): void {
    const entry = waiting.get(attemptId)
    if (!entry) {
      // A repeated outcome: the engine is recording it, or was recorded by an engine that died before it confirmed.
      if (!unrecorded.has(attemptId)) recorded([attemptId])
      return
    }
    waiting.delete(attemptId)
    entry.end(ending)
  }

  /** Resolves attempts that ended without a connection, and orders those again that no runner received. */
  function adopt({ welcome, send }: Connection): void {
    log.info('runner connected', { number, pid: welcome.pid, running: welcome.running.length, ended: welcome.ended.length })
    send({ type: 'environment', env: environment })
    left = readLeftJournals(runnerFolder(dataFolder, number), welcome.journal, unrecorded)
    const running = new Map(welcome.running.map((child) => [child.attemptId, child]))
    for (const outcome of welcome.ended) resolveAttempt(outcome.attemptId, endingOf(outcome))
    for (const [attemptId, entry] of [...waiting]) {
      const child = running.get(attemptId)
      if (child) noteStart(attemptId, child.pid)
      else if (!resolveFromJournal(attemptId)) order(attemptId, entry)
      if (!child) continue
      if (entry.resumed && config.notesRecovery)
        send({ type: 'note', attemptId, text: 'recovered after LocalFlow was restarted' })
      entry.resumed = false
      if (entry.stop) send({ type: 'stop', attemptId, ...entry.stop })
    }
  }

  /** No runner is there: ends that a runner recorded before it exited are recorded; anything else is for a lasting engine. */
  function resolveEnded(): void {
    if (waiting.size === 0) return
    left = readLeftJournals(runnerFolder(dataFolder, number), '', unrecorded)
    for (const attemptId of [...waiting.keys()]) {
      const outcome = left.get(attemptId)?.outcome
      if (outcome) resolveAttempt(attemptId, endingOf(outcome))
    }
  }

  /** False: no runner ever started it. */
  function resolveFromJournal(attemptId: string): boolean {
    const entry = left?.get(attemptId)
    if (!entry) return false
    if (entry.outcome) resolveAttempt(attemptId, endingOf(entry.outcome))
    else void resolveLost(attemptId, entry)
    return true
  }

  /** Another attempt may follow, so no process of this one may be alive by then. */
  async function resolveLost(attemptId: string, entry: JournalEntry): Promise<void> {
    const alive = await killLeftover(attemptId, entry).catch(() => -1)
    log.warn('lost an attempt: its runner ended', { attemptId, pid: entry.pid, alive })
    resolveAttempt(attemptId, { type: 'lost' })
  }

  function recorded(attemptIds: string[]): void {
    for (const id of attemptIds) unrecorded.delete(id)
    link.connection()?.send({ type: 'recorded', attemptIds })
    left?.recorded(attemptIds)
  }

  return {
    ensure: link.ensure,
    keepTrying: link.keepTrying,
    join: link.join,
    /** Whether the attempt has no known end. */
    isAwaited: (attemptId: string): boolean => !link.isClosed() && waiting.has(attemptId),
    /** Attempts that were ordered and have not ended. */
    children: (): number => waiting.size,
    isConnected: (): boolean => link.connection() !== null,
    /** Why the runner is not connected, as a sentence; null if it is. */
    problem: (): string | null =>
      link.connection() ? null : (link.problem() ?? 'The runner is not connected. LocalFlow is starting another.'),
    /** Like `problem`, without short interruptions. */
    lastingProblem: link.problem,
    pid: (): number | null => link.connection()?.welcome.pid ?? null,
    spawnerProblem: (): string | null => (link.connection()?.welcome.spawner === null ? link.spawnerProblem() : null),
    spawner: (): number | null => link.connection()?.welcome.spawner ?? null,
    /**
     * Resolves when the attempt has ended, in this engine or, if it is ordered again, in the next. `prepare` is called only
     * if no runner knows the attempt; without it, such an attempt is lost.
     */
    run: (attemptId: string, { prepare, resumed }: Order): Promise<Ending> =>
      new Promise((end) => {
        const entry: Waiting = { prepare, resumed, end, pid: null, stop: null }
        unrecorded.add(attemptId)
        waiting.set(attemptId, entry)
        if (link.connection()) order(attemptId, entry)
      }),
    /** An attempt that has already ended is left alone. */
    stop(attemptId: string, by: string | null): void {
      const entry = waiting.get(attemptId)
      if (!entry) return
      entry.stop = { by }
      link.connection()?.send({ type: 'stop', attemptId, by })
    },
    /** The environment of new children. */
    setEnvironment(env: Record<string, string>): void {
      environment = env
      link.connection()?.send({ type: 'environment', env })
    },
    /** Call when these outcomes are on disk. */
    recorded,
    /** Disconnects from an idle runner; the next order connects again. */
    rest(): void {
      if (waiting.size + unrecorded.size === 0) link.letGo()
    },
    close: link.close,
  }
}
