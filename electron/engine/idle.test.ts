import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Engine } from './engine.ts'
import { spec, startTestEngine, untilRun } from './testing/engine.ts'
import { createFakeClock } from './testing/fake-clock.ts'
import { startFlow, tale } from './testing/flows.ts'

const second = 1_000
const minute = 60 * second

type Idle = { engine: Engine; clock: ReturnType<typeof createFakeClock>; db: Database.Database; idle(ms: number): Promise<void> }

/** An engine without requests, with a second connection to its database. */
async function startIdle(): Promise<Idle> {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock })
  await engine.ready()
  const db = new Database(join(engine.dataFolder, 'localflow.db'))
  onTestFinished(() => void db.close())
  return {
    engine,
    clock,
    db,
    async idle(ms) {
      for (let gone = 0; gone < ms; gone += second) {
        clock.advance(second)
        expect(engine.health()).toEqual([])
        // A look that writes arms its timer two turns later.
        for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
      }
    },
  }
}

describe('an engine without requests', () => {
  it('stays healthy for three minutes', async () => {
    const { idle } = await startIdle()
    await idle(3 * minute)
  })

  it('is healthy at once when the computer wakes, or when the clock is set', async () => {
    const { engine, clock, idle } = await startIdle()
    clock.sleep(8 * 60 * minute)
    expect(engine.health()).toEqual([])
    clock.set(3 * 60 * minute)
    expect(engine.health()).toEqual([])
    clock.set(-60 * minute)
    await idle(3 * minute)
  })

  it('extends the leases of its running tasks', async () => {
    const { engine, db, idle } = await startIdle()
    const sleep = spec({ body: { kind: 'builtin', name: 'sleep', input: { ms: 60 * minute } } })
    const { id } = await engine.manual.exec(sleep, undefined, 'api')
    await untilRun(engine, id, ({ status }) => status === 'running')
    const lease = db.prepare("SELECT lease_until FROM task WHERE status = 'running'").pluck()
    const first = lease.get() as number
    await idle(3 * minute)
    expect(lease.get()).toBeGreaterThanOrEqual(first + 2 * minute)
  })

  it('gives up a task with an expired lease and no runner', async () => {
    const { engine, db, idle } = await startIdle()
    const run = await startFlow(engine, { start: 'a', nodes: { a: { exec_type: 'queue', service: 'slow' } } })
    await engine.workers.poll('w', ['slow'])
    db.prepare('UPDATE service_task SET worker = NULL').run()
    await idle(3 * minute)
    expect(tale(engine, run)).toContain('attempt failed')
  })
})
