import type { Child, Starter, Surroundings } from './child.ts'
import type { Journal, JournalLine } from './journal.ts'
import { birthOf } from './process-group.ts'
import type { FromRunner, Outcome, Running, StartOrder } from './protocol.ts'
import { createSampler } from './sampler.ts'
import { refused } from './start-problem.ts'

/** How often, at most, a client hears that a log grew. */
const growMs = 40
/** How often, while the disk is full, it is asked for room again. */
const roomMs = 1_000

export type Work = ReturnType<typeof createWork>

/** The living children, and the outcomes that no engine has recorded yet. `tell` reaches the engine if one is connected. */
export function createWork(journal: Journal, starter: Starter, tell: (message: FromRunner) => void, changed: () => void) {
  /** Null while the child is being started. */
  const living = new Map<string, Child | null>()
  /** With who stops them, if that is known. */
  const stopEarly = new Map<string, string | null>()
  const ended = new Map<string, Outcome>()
  /** Those of them that the full disk has no room for yet. */
  const unwritten = new Set<string>()
  /** Those that the journal does not hold: what started them keeps their end until an engine has recorded it. */
  const undone = new Set<string>()
  const sampler = createSampler((attemptId, sample) => tell({ type: 'sampled', attemptId, sample }))
  let environment: Record<string, string> = definedOnly(process.env)

  const surroundingsOf = (attemptId: string): Surroundings => ({ environment, sampler, grew: throttleGrowth(attemptId) })

  async function start(order: StartOrder): Promise<void> {
    const { attemptId } = order
    // An engine that came back may ask again for what is already known.
    if (living.has(attemptId) || ended.has(attemptId)) return
    living.set(attemptId, null)
    // Without this line a crash could start the child twice: no line, no child.
    const trouble = journal.add({ type: 'starting', attemptId })
    if (trouble !== null) return turnDown(attemptId, trouble)
    const child = await starter.start(order, surroundingsOf(attemptId)).catch((error: Error) => error)
    if (child instanceof Error) return report(refused(order, `Could not start the program: ${child.message}`))
    await follow(attemptId, child)
  }

  /** Goes on with what an earlier runner started, and has written down. */
  async function resume(attemptId: string, goOn: (surroundings: Surroundings) => Promise<Child>): Promise<void> {
    living.set(attemptId, null)
    const child = await goOn(surroundingsOf(attemptId)).catch((error: Error) => error)
    if (child instanceof Error) return report({ ...refused({ attemptId }, child.message), lost: true })
    await follow(attemptId, child)
  }

  async function follow(attemptId: string, child: Child): Promise<void> {
    living.set(attemptId, child)
    if (child.pid !== null) {
      journal.add(startedLine(attemptId, child.pid, child.at))
      tell({ type: 'started', attemptId, pid: child.pid, at: child.at })
      const by = stopEarly.get(attemptId)
      if (stopEarly.delete(attemptId)) child.stop('stop', by)
    }
    report(await child.outcome)
  }

  function turnDown(attemptId: string, code: string): void {
    living.delete(attemptId)
    stopEarly.delete(attemptId)
    tell({ type: 'not-begun', attemptId, code })
    changed()
  }

  function report(outcome: Outcome): void {
    ended.set(outcome.attemptId, outcome)
    living.delete(outcome.attemptId)
    stopEarly.delete(outcome.attemptId)
    writeDown(outcome)
    tell({ type: 'ended', ...outcome })
    changed()
  }

  function writeDown(outcome: Outcome): void {
    const code = journal.add({ type: 'ended', outcome })
    if (code === null) return done(outcome.attemptId)
    undone.add(outcome.attemptId)
    if (code !== 'ENOSPC' && code !== 'EDQUOT') return
    if (unwritten.size === 0) setTimeout(writeAgain, roomMs)
    unwritten.add(outcome.attemptId)
  }

  function done(attemptId: string): void {
    undone.delete(attemptId)
    starter.done(attemptId)
  }

  /** What it alone knows would be lost with it, and be done again by the next: until it is written it stays. */
  function writeAgain(): void {
    const outcomes = [...unwritten].flatMap((id) => ended.get(id) ?? [])
    unwritten.clear()
    for (const outcome of outcomes) writeDown(outcome)
    if (unwritten.size === 0) changed()
  }

  function throttleGrowth(attemptId: string): (size: { bytes: number; lines: number }) => void {
    let timer: NodeJS.Timeout | null = null
    let latest = { bytes: 0, lines: 0 }
    return (size) => {
      latest = size
      if (timer === null)
        timer = setTimeout(() => {
          timer = null
          if (living.has(attemptId)) tell({ type: 'grew', attemptId, ...latest })
        }, growMs)
    }
  }

  function stop(attemptId: string, by: string | null): void {
    const child = living.get(attemptId)
    if (child) child.stop('stop', by)
    else if (child === null) stopEarly.set(attemptId, by)
  }

  function forget(attemptIds: string[]): void {
    for (const id of attemptIds) {
      ended.delete(id)
      unwritten.delete(id)
      if (undone.has(id)) done(id)
    }
    if (living.size + ended.size === 0) journal.clear()
    else journal.shrink(journalOfNow)
    changed()
  }

  function journalOfNow(): JournalLine[] {
    const begun = [...living].flatMap(([attemptId, child]): JournalLine[] => [
      { type: 'starting', attemptId },
      ...(child?.pid ? [startedLine(attemptId, child.pid, child.at)] : []),
    ])
    return [...begun, ...[...ended.values()].map((outcome): JournalLine => ({ type: 'ended', outcome }))]
  }

  return {
    start,
    resume,
    /** Ends that an earlier runner wrote down, and that no engine has recorded yet. */
    takeOver(outcomes: Outcome[]): void {
      for (const outcome of outcomes) ended.set(outcome.attemptId, outcome)
    },
    /** Gives up what runs, and says so in its log. */
    abandon: async (): Promise<void> => void (await Promise.all([...living.values()].map((child) => child?.abandon?.()))),
    stop,
    note: (attemptId: string, text: string): void => living.get(attemptId)?.note(text),
    forget,
    setEnvironment: (env: Record<string, string>) => {
      environment = env
    },
    running: (): Running[] =>
      [...living].map(([attemptId, child]) => ({ attemptId, pid: child?.pid ?? null, at: child?.at ?? Date.now() })),
    ended: (): Outcome[] => [...ended.values()],
    /** Nothing runs, and nothing is known that is not written down. */
    isIdle: (): boolean => living.size === 0 && unwritten.size === 0,
  }
}

const startedLine = (attemptId: string, pid: number, at: number): JournalLine => ({
  type: 'started',
  attemptId,
  pid,
  birth: birthOf(pid),
  at,
})

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
