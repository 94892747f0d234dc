import { availableParallelism } from 'node:os'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { leftRunners } from './left-journals.ts'
import { createRunnerClient, type Ending, type Order, type RunnerClient, type RunnerEvents } from './one-runner.ts'

export type Runners = ReturnType<typeof createRunners>

/** A runner with this many attempts is busy: the next attempt may use another. */
const comfortable = 2
/** A runner that was idle for this long is disconnected; the first stays. */
const restMs = 60_000

type Config = {
  dataFolder: string
  script: string
  /** The version of this engine. */
  release: string
  spawner: string | null
  /** Why there is none, as a sentence. */
  spawnerProblem?: string | null
  environment: Record<string, string>
  log: Log
  clock: Clock
  /** The logs of attempts that are taken up again say so: not for a command, which takes them up for a moment each time. */
  notesRecovery: boolean
  /** Concurrent runners. */
  most: number
}

/**
 * The runners of this engine. A process can start only one child at a time, and is blocked while it does: if many runs start
 * together, several runners share them. The claim of an attempt records its runner, since only that one knows of it.
 */
export function createRunners(config: Config, events: RunnerEvents) {
  const { clock, log, most } = config
  const clients: RunnerClient[] = []
  const clientOf = new Map<string, RunnerClient>()
  let environment = config.environment
  let open = false
  let closed = false
  let last = 0
  let used = new Set<RunnerClient>()
  let isLooking = false

  /** The client of a runner by its number; an earlier engine may have had more runners than this one. */
  function client(number: number): RunnerClient {
    while (clients.length < number)
      clients.push(createRunnerClient({ ...config, number: clients.length + 1, environment }, events))
    return clients[number - 1] as RunnerClient
  }

  const first = client(1)
  const isNeeded = (one: RunnerClient): boolean => one === first || one.children() > 0

  /** The runner with the fewest attempts; in turn, if several have as few. */
  function choose(): number {
    const turn = (one: RunnerClient): number => (clients.indexOf(one) - last - 1 + clients.length) % clients.length
    const able = clients.filter((one) => one === first || one.isConnected())
    const [least = first] = able.sort((a, b) => a.children() - b.children() || turn(a) - turn(b))
    last = clients.indexOf(least)
    if (least.children() >= comfortable) startAnother()
    return last + 1
  }

  /** Until it is connected, the existing ones do the work. */
  function startAnother(): void {
    const resting = clients.findIndex((one) => one !== first && !one.isConnected())
    const number = (resting === -1 ? clients.length : resting) + 1
    if (!open || closed || number > most) return
    client(number)
      .ensure()
      .then(lookLater, (error: unknown) => log.warn('could not start an additional runner', { number, error }))
  }

  function lookLater(): void {
    if (isLooking || closed || clients.length === 1) return
    isLooking = true
    clock.after(restMs, () => {
      isLooking = false
      for (const one of clients) if (one !== first && !used.has(one)) one.rest()
      used = new Set(clients.filter((one) => one.children() > 0))
      lookLater()
    })
  }

  return {
    /** Which runner gets the next attempt. Call when it is claimed. */
    choose,
    /** Starts a runner if there is none. Rejects if that fails. */
    ensure: (): Promise<void> => first.ensure(),
    /** Makes sure that there is a runner for every order, and never gives up. Until then orders wait. */
    async keepTrying(): Promise<void> {
      if (closed) return
      open = true
      const left = leftRunners(config.dataFolder).map(client)
      await Promise.all([...new Set([...left, ...clients.filter(isNeeded)])].map((one) => one.keepTrying()))
      lookLater()
    },
    /** Connects to existing runners, and starts none. */
    join: async (): Promise<void> => void (await Promise.all(clients.map((one) => one.join()))),
    /** Whether the attempt has no known end. */
    isAwaited: (attemptId: string): boolean => clientOf.get(attemptId)?.isAwaited(attemptId) ?? false,
    /** Attempts that were ordered and have not ended. */
    children: (): number => clients.reduce((sum, one) => sum + one.children(), 0),
    isConnected: (): boolean => first.isConnected(),
    /** Why a needed runner is not connected, as a sentence; null if all are. */
    problem: (): string | null => clients.find((one) => isNeeded(one) && one.problem())?.problem() ?? null,
    /** Like `problem`, without short interruptions. */
    lastingProblem: (): string | null => clients.find((one) => isNeeded(one) && one.lastingProblem())?.lastingProblem() ?? null,
    /** The pid of the first runner; null while it is not connected. */
    pid: (): number | null => first.pid(),
    /** The pid of what starts the programs of the first runner; null if it starts them itself or is not connected. */
    spawner: (): number | null => first.spawner(),
    /** Why the first runner starts programs itself, as a sentence; null where it does not, and while it is not connected. */
    spawnerProblem: (): string | null => first.spawnerProblem(),
    pids: (): number[] => clients.flatMap((one) => one.pid() ?? []),
    /**
     * Resolves when the attempt has ended, in this engine or, ordered again from the same runner, in the next. `prepare` is
     * called only if the runner does not know the attempt; without it, such an attempt is lost.
     */
    run(number: number, attemptId: string, order: Order): Promise<Ending> {
      const one = client(number)
      clientOf.set(attemptId, one)
      used.add(one)
      const ending = one.run(attemptId, order)
      if (open && one !== first && !one.isConnected()) void one.keepTrying().then(lookLater)
      return ending
    },
    /** An attempt that has already ended is left alone. */
    stop: (attemptId: string, by: string | null = null): void => clientOf.get(attemptId)?.stop(attemptId, by),
    /** The environment of new children. */
    setEnvironment(env: Record<string, string>): void {
      environment = env
      for (const one of clients) one.setEnvironment(env)
    },
    /** Call when the outcome is on disk. */
    recorded(attemptId: string): void {
      clientOf.get(attemptId)?.recorded([attemptId])
      clientOf.delete(attemptId)
    },
    close(): void {
      closed = true
      for (const one of clients) one.close()
    },
  }
}

/** Each uses a whole processor while it starts children. */
export const mostRunners = (): number => Math.min(4, availableParallelism())
