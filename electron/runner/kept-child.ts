import { constants } from 'node:os'
import { getSystemErrorMap } from 'node:util'
import { type Child, couldNotStart, killNote, type Starter, type Surroundings, stopNote } from './child.ts'
import { inputPath, StdinProblem } from './child-input.ts'
import { createKeptLog, type KeptLog } from './kept-log.ts'
import { keptOutcome } from './kept-outcome.ts'
import { markerName } from './process-table.ts'
import type { Cause, StartOrder } from './protocol.ts'
import { megabytes } from './sampler.ts'
import { type Resumed, type Spawner, TooLarge } from './spawner.ts'
import type { Report } from './spawner-frames.ts'

/** Starts children by the spawner. */
export function keptStarter(spawner: Spawner, openFiles: number | null): Starter {
  let given: Record<string, string> | null = null
  return {
    start(order, surroundings) {
      if (given !== surroundings.environment) spawner.setEnvironment(surroundings.environment)
      given = surroundings.environment
      return startKept(order, surroundings, spawner, openFiles)
    },
    done: spawner.done,
  }
}

async function startKept(
  order: StartOrder,
  surroundings: Surroundings,
  spawner: Spawner,
  openFiles: number | null,
): Promise<Child> {
  const log = createKeptLog(order, { spawner, grew: surroundings.grew })
  if (order.attempt !== undefined && order.attempt > 1) log.note(`attempt ${order.attempt} starts`)
  const kept = keep(order, log, spawner, surroundings)
  try {
    const { stdin, env, ...memo } = order
    checkTexts(order)
    spawner.start(
      {
        id: order.attemptId,
        ...{ timeoutMs: order.timeoutMs, graceMs: order.graceMs, openFiles },
        stopSignal: constants.signals[order.stopSignal as NodeJS.Signals],
        ...{ file: order.file, args: order.args, cwd: order.cwd },
        env: { ...env, [markerName]: order.attemptId },
        memo: JSON.stringify({ ...memo, args: [] }),
        input: stdin?.from === 'text' ? { text: stdin.text } : { path: inputPath(order) ?? '/dev/null' },
      },
      kept.ears,
    )
  } catch (error) {
    return failed(order, surroundings, log, error as Error)
  }
  const started = await kept.started
  return started ? kept.child(started) : failed(order, surroundings, log, kept.failure())
}

/** Goes on with what an earlier runner started. */
export async function resumeKept({ id, memo, note }: Resumed, surroundings: Surroundings, spawner: Spawner): Promise<Child> {
  const order: StartOrder = { ...JSON.parse(memo), env: {}, stdin: null }
  const log = createKeptLog(order, { spawner, grew: surroundings.grew, note })
  const kept = keep(order, log, spawner, surroundings)
  spawner.follow(id, kept.ears)
  const started = await kept.started
  return started ? kept.child(started) : failed(order, surroundings, log, kept.failure())
}

function failed(order: StartOrder, { environment }: Surroundings, log: KeptLog, error: Error): Child {
  const outcome = couldNotStart(order, environment['PATH'], error instanceof TooLarge ? tooLarge(error) : error, log)
  return { pid: null, at: Date.now(), stop: () => {}, note: () => {}, outcome }
}

const tooLarge = (error: Error): Error => Object.assign(error, { code: 'E2BIG' })

/** What the system cannot pass on. */
function checkTexts({ file, args, cwd, env }: StartOrder): void {
  for (const text of [file, cwd, ...args, ...Object.entries(env).flat()])
    if (text.includes('\0')) throw new Error('its arguments and environment may hold no NUL')
}

type Begun = { pid: number; at: number }

function keep(order: StartOrder, log: KeptLog, spawner: Spawner, { sampler }: Surroundings) {
  const { attemptId, logPath, sampleMs, limits } = order
  const warnings: string[] = []
  const begun = Promise.withResolvers<Begun | null>()
  const story = keptOutcome({ order, log, sampler, warnings })
  let stopping: Cause | null = null
  let stoppedBy: string | null = null
  let failure: Report | null = null
  let toldBefore = log.toldBefore

  function stop(why: 'stop' | 'limit', by: string | null = null): void {
    if (stopping || story.hasEnded()) return
    stopping = why
    stoppedBy = by
    spawner.stop(attemptId, why)
  }

  function passed(words: string, action: 'warn' | 'stop'): void {
    warnings.push(words)
    if (action === 'stop') stop('limit')
  }

  function tell(text: string): void {
    if (toldBefore-- <= 0) log.tell(text)
  }

  function hear(report: Report): void {
    const { kind, cause, pid, at } = report
    if (kind === 'started') {
      sampler.watch({ attemptId, pid, logPath, sampleMs, limits, find: log.find, passed })
      begun.resolve({ pid, at })
    } else if (kind === 'failed') {
      failure = report
      begun.resolve(null)
    } else if (kind === 'stopping' && cause !== 'none') {
      stopping = cause
      if (cause !== 'limit') tell(stopNote(order, cause, stoppedBy))
    } else if (kind === 'killing') tell(killNote(order.graceMs))
    else {
      // Its keeper died before it could say more.
      if (kind === 'lost') begun.resolve({ pid: 0, at })
      story.hear(report)
    }
  }

  let isOverLimit = false
  function output(stream: 'out' | 'err', bytes: Buffer): void {
    log.output(stream, bytes)
    const written = log.written()
    if (isOverLimit || !limits.output || written <= limits.output.max) return
    isOverLimit = true
    passed(`wrote ${megabytes(written)} of output, more than the limit of ${megabytes(limits.output.max)}`, limits.output.action)
  }

  return {
    ears: { report: hear, output, closed: story.closed },
    started: begun.promise,
    failure: (): Error => errorOf(failure, order),
    child: ({ pid, at }: Begun): Child => ({
      pid: pid || null,
      at,
      stop: (cause, by = null) => cause !== 'timeout' && stop(cause, by),
      note: log.note,
      abandon: log.abandon,
      outcome: story.outcome(pid || null, at),
    }),
  }
}

/** As Node would say it. */
function errorOf(failure: Report | null, { file }: StartOrder): Error {
  const [code = 'EIO', words = ''] = getSystemErrorMap().get(-(failure?.error ?? 0)) ?? []
  if (failure?.stage === 'input') return new StdinProblem(`The input file cannot be read (${code}).`)
  return Object.assign(new Error(`${file}: ${words || code}`), { code })
}
