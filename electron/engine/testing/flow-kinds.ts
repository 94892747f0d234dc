import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import { pause } from '../base/clock.ts'
import type { Engine } from '../engine.ts'
import { until } from './engine.ts'
import type { createFakeClock } from './fake-clock.ts'
import { type Draft, tale } from './flows.ts'

/** What a piece of work does: it ends well, fails, fails once, never ends, or ends when a gate is opened. */
type Act = 'ok' | 'bad' | 'once' | 'slow' | 'gate'

export type World = { engine: Engine; run: Run; clock: ReturnType<typeof createFakeClock>; open(): void }
type End = { status: string; reason?: string; events?: string[]; out?: unknown }
export type Cell = { node: Draft; end: End; drive?: (world: World) => Promise<void> }

export const outcomes = ['success', 'failure', 'retry', 'timeout', 'cancel', 'crash'] as const
export type Outcome = (typeof outcomes)[number]
/** A kind of node in each outcome; a string says why that outcome is impossible. */
export type Row = (gate: string) => Record<Outcome, Cell | string>

export const retry = { max_attempts: 3, delay_ms: 0 }
export const post = { output_key: 'out' }
export const timeoutMs = 5_000

const scriptOf = (act: Act, gate: string): string =>
  ({
    ok: 'echo 5',
    bad: 'echo broken >&2; exit 3',
    once: '[ "$LOCALFLOW_ATTEMPT" -gt 1 ] || exit 1; echo 5',
    slow: 'sleep 600',
    gate: `while [ ! -e '${gate}' ]; do sleep 0.02; done; echo 5`,
  })[act]

export const shell = (act: Act, gate: string): Draft => ({
  exec_type: 'shell',
  script: { cmd: '/bin/sh', code: scriptOf(act, gate), work_dir: '/', output_mode: 'json' },
})

/** Answers by what its address names, as a site or as a worker that is called. */
const behaviours = new Map<string, number>()
export const held: (() => void)[] = []
const site = createServer((request, response) => {
  const [, kind = '', , , act = '', id = ''] = `${request.url ?? ''}////`.split('/').map(decodeURIComponent)
  const [does = '', name = ''] = kind === 'exec' ? (request.url?.split('/')[2] ?? '').split('-') : [act, id]
  const calls = (behaviours.get(name) ?? 0) + 1
  behaviours.set(name, calls)
  const answer = (fails: boolean): void => {
    const body = kind === 'exec' ? (fails ? { error: 'broken' } : { result: 5 }) : 5
    response.writeHead(fails && kind !== 'exec' ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  if (does === 'slow') return
  if (does === 'gate' && !opened.has(name)) return void held.push(() => answer(false))
  answer(does === 'bad' || (does === 'once' && calls === 1))
})
export const opened = new Set<string>()
let url = ''
/** Where the site is, while the tests of a file run. */
export const siteUrl = (): string => url
beforeAll(async () => {
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
})
afterAll(() => {
  site.closeAllConnections()
  site.close()
})

export const begun = ({ engine, run }: World): Promise<boolean> =>
  until(() => tale(engine, run).some((type) => type === 'started' || type === 'child began'))

/** The outcome of a node that does work, by any executor. */
export function work(
  node: (act: Act) => Draft,
  over: { reason: string; drive?: Cell['drive']; ends?: Partial<Record<Outcome, End>> },
) {
  const { reason, drive = async () => {}, ends = {} } = over
  const cell = (act: Act, end: End, more: Draft = {}, then: Cell['drive'] = async () => {}): Cell => ({
    node: { ...node(act), post, ...more },
    end,
    drive: async (world) => {
      const driving = drive(world)
      await then(world)
      await driving
    },
  })
  const done = { status: 'succeeded', out: 5 }
  return {
    success: cell('ok', ends.success ?? done),
    failure: cell('bad', ends.failure ?? { status: 'failed', reason }),
    retry: cell('once', ends.retry ?? { ...done, events: ['attempt failed'] }, { retry }),
    timeout: cell(
      'slow',
      { status: 'failed', reason: 'timeout', events: ['node timed out'] },
      { timeout_ms: timeoutMs },
      async (world) => {
        await begun(world)
        world.clock.advance(timeoutMs)
      },
    ),
    cancel: cell('slow', { status: 'cancelled' }, {}, async (world) => {
      await begun(world)
      await world.engine.runs.cancel(world.run.id)
    }),
    crash: cell('gate', ends.crash ?? done, { retry }),
  }
}

let services = 0
export const named = (act: Act): string => `${act}-${++services}`

/** A worker that asks for work, and does what its service is called. */
export const pulling =
  (gate: string): NonNullable<Cell['drive']> =>
  async ({ engine, run }) => {
    const name = Object.values(engine.flowRuns.history(run.id).definition.nodes)[0]?.service ?? ''
    const act = name.split('-')[0]
    let failed = false
    while (isOpen(engine, run)) {
      await pause(10)
      await engine.workers.heartbeat({ id: 'w', url: '', load: 0 }).catch(() => register(engine, 'async', name))
      const task = await engine.workers.poll('w', [name])
      if (!task || act === 'slow') continue
      while (act === 'gate' && !existsSync(gate)) await pause(10)
      const fails: boolean = act === 'bad' || (act === 'once' && !failed)
      failed ||= fails
      await engine.workers.complete({ queue_id: task.id, ...(fails ? { error: 'broken' } : { result: 5 }) })
    }
  }

export const register = (engine: Engine, type: 'http' | 'async', service: string): Promise<void> =>
  engine.workers.register({ id: 'w', url: type === 'http' ? url : '', services: [service], type, load: 0 })

export async function addJobs(engine: Engine, gate: string): Promise<void> {
  for (const act of ['ok', 'bad', 'once', 'slow', 'gate'] as const)
    await engine.jobs.create(
      JobDraft.parse({
        name: act,
        body: { kind: 'script', script: scriptOf(act, gate), interpreter: ['/bin/sh'] },
        cwd: '/',
        output: 'json',
        ...(act === 'once' ? { retry: { maxAttempts: 2, backoff: { kind: 'fixed', delayMs: 0 } } } : {}),
      }),
    )
}

/** Also false if a test ends before its run does, and its engine is gone. */
function isOpen(engine: Engine, run: Run): boolean {
  try {
    return engine.runs.find(run.id).endedAt === null
  } catch {
    return false
  }
}

/** Moves the clock until a run has ended. */
export async function passes(clock: ReturnType<typeof createFakeClock>, engine: Engine, run: Run): Promise<void> {
  while (isOpen(engine, run)) {
    await pause(20)
    clock.advance(1_000)
  }
}
