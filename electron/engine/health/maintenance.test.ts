import { describe, expect, it, onTestFinished } from 'vitest'
import type { MaintenanceId } from '../../../shared/model/maintenance.ts'
import { leveled } from '../base/log.ts'
import type { Store } from '../store/store.ts'
import { openTestStore } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createMaintenance } from './maintenance.ts'

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 24 * 3_600_000]

/** Monday, 9:00 in the zone of the schedules. */
const monday = Date.UTC(2026, 0, 5, 9)

type Clock = ReturnType<typeof createFakeClock>

/** Two nightly tasks on a store; `ran` lists runs with their times, and `fails` names failing tasks. */
function startMaintenance({ store = openTestStore(), clock = createFakeClock(monday), zone = 'UTC' } = {}) {
  const ran: string[] = []
  const told: string[] = []
  const logged: string[] = []
  const fails = new Set<MaintenanceId>()
  const held = { release: () => {}, id: null as MaintenanceId | null }
  const definition = (id: MaintenanceId, schedule: string) => ({
    id,
    title: id,
    schedule,
    async work() {
      ran.push(`${id} ${new Date(clock.now()).toISOString().slice(5, 16)}`)
      if (held.id === id)
        await new Promise<void>((resolve) => {
          held.release = resolve
        })
      if (fails.has(id)) throw new Error('the disk is tired')
      return `${id} done`
    },
  })
  const maintenance = createMaintenance({
    store,
    clock,
    log: leveled('error', (line) => logged.push(line)),
    storage: { trouble: () => null, back: async () => {} },
    definitions: [definition('delete-runs', '5 4 * * *'), definition('back-up', '30 4 * * *')],
    zone,
    changed: (id, type) => told.push(`${id} ${type}`),
  })
  onTestFinished(() => maintenance.stop())
  maintenance.start()
  return { store, clock, maintenance, ran, told, logged, fails, held, ...mover(clock, maintenance) }
}

/** Moves the clock, and lets everything due by then run to its end. */
function mover(clock: Clock, maintenance: ReturnType<typeof createMaintenance>) {
  async function ended(): Promise<void> {
    do await new Promise(setImmediate)
    while (maintenance.list().some(({ status }) => status !== 'idle'))
  }
  return {
    ended,
    async pass(ms: number): Promise<void> {
      for (let left = ms; left > 0; left -= minute) {
        clock.advance(Math.min(minute, left))
        await ended()
      }
    },
  }
}

/** As after nights without failures: the first run of each task has ended. */
async function startQuiet(over: Parameters<typeof startMaintenance>[0] = {}) {
  const started = startMaintenance(over)
  await started.pass(minute)
  started.ran.length = 0
  started.told.length = 0
  return started
}

describe('maintenance', () => {
  it('runs each task that never ran a minute after the start, one after the other, and then once a night by its schedule', async () => {
    const { ran, pass, maintenance } = startMaintenance()
    await pass(59 * second)
    expect(ran).toEqual([])
    await pass(second)
    expect(ran).toEqual(['delete-runs 01-05T09:01', 'back-up 01-05T09:01'])
    expect(maintenance.get('back-up')).toMatchObject({ nextAt: Date.UTC(2026, 0, 6, 4, 30), scheduleText: 'At 04:30' })
    await pass(2 * day)
    expect(ran.slice(2)).toEqual([
      'delete-runs 01-06T04:05',
      'back-up 01-06T04:30',
      'delete-runs 01-07T04:05',
      'back-up 01-07T04:30',
    ])
  })

  it('runs each task once after a night that the computer slept through', async () => {
    const { ran, pass, clock } = await startQuiet()
    await pass(12 * hour)
    clock.sleep(10 * hour)
    await pass(minute)
    expect(ran).toEqual(['delete-runs 01-06T07:02', 'back-up 01-06T07:02'])
    await pass(20 * hour)
    expect(ran).toHaveLength(2)
  })

  it('runs each task once after a start that follows many missed nights, and knows its last runs', async () => {
    const { store, clock, maintenance } = await startQuiet()
    const last = maintenance.list().map((task) => task.last)
    maintenance.stop()
    clock.advance(9 * day)
    const { ran, pass, maintenance: next } = startMaintenance({ store, clock })
    expect(next.list().map((task) => task.last)).toEqual(last)
    expect(last[1]).toEqual({ startedAt: monday + minute, endedAt: monday + minute, result: 'back-up done', error: null })
    await pass(2 * hour)
    expect(ran).toEqual(['delete-runs 01-14T09:02', 'back-up 01-14T09:02'])
  })

  it.each([
    ['America/New_York', '2026-03-07T18:00:00Z', ['03-08T08:05', '03-08T08:30', '03-09T08:05', '03-09T08:30']],
    ['America/New_York', '2026-10-31T18:00:00Z', ['11-01T09:05', '11-01T09:30', '11-02T09:05', '11-02T09:30']],
    ['Europe/Athens', '2026-03-28T18:00:00Z', ['03-29T01:05', '03-29T01:30', '03-30T01:05', '03-30T01:30']],
    ['Europe/Athens', '2026-10-24T18:00:00Z', ['10-25T02:05', '10-25T02:30', '10-26T02:05', '10-26T02:30']],
  ])('runs each task once a night in %s where the clocks change after %s', async (zone, from, times) => {
    const { ran, pass } = await startQuiet({ zone, clock: createFakeClock(Date.parse(from)) })
    await pass(1.8 * day)
    expect(ran.map((line) => line.split(' ')[1])).toEqual(times)
  })

  it('shows and logs a task that failed, runs the others, and tries the task again an hour later', async () => {
    const { ran, fails, logged, pass, maintenance } = await startQuiet()
    fails.add('delete-runs')
    await pass(19.6 * hour)
    expect(ran).toEqual(['delete-runs 01-06T04:05', 'back-up 01-06T04:30'])
    expect(maintenance.get('delete-runs')).toMatchObject({
      last: { result: null, error: 'the disk is tired' },
      nextAt: Date.UTC(2026, 0, 6, 5, 5),
    })
    expect(logged.join()).toContain('"task":"delete-runs"')
    await pass(hour)
    fails.clear()
    await pass(hour)
    expect(ran.slice(2)).toEqual(['delete-runs 01-06T05:05', 'delete-runs 01-06T06:05'])
    expect(maintenance.get('delete-runs')).toMatchObject({
      last: { result: 'delete-runs done', error: null },
      nextAt: Date.UTC(2026, 0, 7, 4, 5),
    })
  })

  it('follows the clock after it was set far ahead and back again', async () => {
    const { ran, pass, clock } = await startQuiet()
    clock.set(365 * day)
    await pass(2 * minute)
    expect(ran).toHaveLength(2)
    clock.set(-365 * day)
    await pass(day)
    expect(ran.slice(2)).toEqual(['delete-runs 01-06T04:05', 'back-up 01-06T04:30'])
  })

  it('retries an interrupted task an hour after its start', async () => {
    const { store, clock, maintenance, held } = await startQuiet()
    held.id = 'back-up'
    void maintenance.run('back-up')
    await recorded(store, 'back-up')
    maintenance.stop()
    held.release()
    clock.advance(10 * minute)
    const next = startMaintenance({ store, clock })
    expect(next.maintenance.get('back-up')).toMatchObject({ status: 'idle', last: { endedAt: null, result: null } })
    await next.pass(49 * minute)
    expect(next.ran).toEqual([])
    await next.pass(minute)
    expect(next.ran).toEqual(['back-up 01-05T10:01'])
  })

  it('runs a task when a person asks, reports its start and its end, and lets another wait until then', async () => {
    const { maintenance, held, told, ended } = await startQuiet()
    held.id = 'back-up'
    const both = [maintenance.run('back-up')]
    expect(maintenance.get('back-up').status).toBe('running')
    both.push(maintenance.run('delete-runs'))
    expect(maintenance.get('delete-runs').status).toBe('waiting')
    expect(() => maintenance.run('back-up')).toThrow('already running')
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    held.release()
    await Promise.all(both)
    await ended()
    expect(told).toEqual(['back-up started', 'back-up ended', 'delete-runs started', 'delete-runs ended'])
  })
})

/** Waits until the start of a task is on disk. */
async function recorded(store: Store, id: MaintenanceId): Promise<void> {
  while (store.maintenance.all().every(({ task, endedAt }) => task !== id || endedAt !== null)) await new Promise(setImmediate)
}
