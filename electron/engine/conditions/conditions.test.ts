import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Conditions } from '../../../shared/model/conditions.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import type { Engine } from '../engine.ts'
import type { EngineConfig } from '../engine-config.ts'
import { startTestEngine, temporaryFolder, until } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { unmetOf } from './check.ts'
import { createSystemSenses } from './senses.ts'

const minute = 60_000
const hour = 60 * minute

/** An hourly job on a computer whose power a test plugs and unplugs. */
async function onLaptop(conditions: object, over: object = {}, config: Partial<EngineConfig> = {}) {
  const clock = createFakeClock()
  const computer = { onBattery: true as boolean | null, idleMs: 0 as number | null }
  const senses = { onBattery: async () => computer.onBattery, idleMs: async () => computer.idleMs }
  const engine = await startTestEngine({ clock, senses, ...config })
  const job = await engine.jobs.create(
    JobDraft.parse({ name: 'backup', body: { kind: 'builtin', name: 'noop' }, conditions, ...over }),
  )
  await engine.schedules.create(job.id, ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 * * * *' }, tz: 'UTC' }))
  await engine.lookAtClock()
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= minute) {
      clock.advance(Math.min(minute, left))
      await engine.lookAtClock()
      await engine.changedState()
    }
  }
  return { clock, computer, senses, engine, job, pass }
}

/** Oldest first. */
async function runsOf(engine: Engine): Promise<Run[]> {
  const { items } = await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 100 })
  return items.reverse()
}
const told = async (engine: Engine) => (await runsOf(engine)).map(({ status, reason }) => `${status} ${reason ?? ''}`.trim())

describe('a run with conditions', () => {
  it('waits and says for what, and starts when they hold', async () => {
    const { engine, computer, pass } = await onLaptop({ acPower: true, idleMs: 10 * minute })
    await pass(hour)
    const [run] = await runsOf(engine)
    expect(engine.runs.detail(run?.id ?? '').nodes[0]).toMatchObject({
      status: 'queued',
      waitsFor: 'Waiting for AC power, and for the computer to be idle for 10 minutes.',
      defersUntil: expect.any(Number),
    })
    computer.onBattery = false
    await engine.changedState()
    expect(engine.runs.detail(run?.id ?? '').nodes[0]?.waitsFor).toBe('Waiting for the computer to be idle for 10 minutes.')
    computer.idleMs = 10 * minute
    await pass(minute)
    await until(async () => (await told(engine)).join() === 'succeeded')
    expect(engine.runs.events(run?.id ?? '').map(({ type }) => type)).toEqual([
      'queued',
      'conditions hold',
      'started',
      'succeeded',
    ])
  })

  it('waits no longer than planned when the clock is set back', async () => {
    const { clock, engine, pass } = await onLaptop({ acPower: true, deferMs: 20 * minute })
    await pass(hour)
    clock.set(-30 * minute)
    await pass(21 * minute)
    await until(async () => (await told(engine)).join() === 'skipped conditions')
  })

  it('is skipped with a reason when they did not hold in time', async () => {
    const { engine, pass } = await onLaptop({ acPower: true, deferMs: 20 * minute })
    await pass(hour + 21 * minute)
    expect(await runsOf(engine)).toMatchObject([
      { status: 'skipped', reason: 'conditions', error: 'The run waited for AC power.', startedAt: null },
    ])
    expect(engine.schedules.away(0, 10).waited).toMatchObject([{ title: 'backup', error: 'The run waited for AC power.' }])
    const [schedule] = engine.schedules.ofJob('backup')
    expect(engine.schedules.why(schedule?.id ?? '', (schedule?.nextAt ?? 0) - hour).text).toContain(
      'was on time: run 1 was skipped (The run waited for AC power.)',
    )
  })

  it('is replaced by the next run of its schedule: one is left when they hold', async () => {
    const { engine, computer, pass } = await onLaptop({ acPower: true })
    await pass(3 * hour)
    expect(await told(engine)).toEqual(['skipped superseded', 'skipped superseded', 'queued'])
    computer.onBattery = false
    await engine.changedState()
    await until(async () => (await told(engine))[2] === 'succeeded')
  })

  it('waits through a restart, and a crash', async () => {
    const { engine, clock, computer, senses, pass } = await onLaptop({ acPower: true })
    await pass(hour)
    engine.stop()
    clock.sleep(10 * minute)
    const next = await startTestEngine({ dataFolder: engine.dataFolder, clock, senses })
    await next.changedState()
    expect(await told(next)).toEqual(['queued'])
    computer.onBattery = false
    await next.changedState()
    await until(async () => (await told(next)).join() === 'succeeded')
  })

  it('does not wait when a person starts it, or lets it start now', async () => {
    const { engine, job, pass } = await onLaptop({ acPower: true })
    await engine.manual.runJob(job.id, 'hand')
    await until(async () => (await told(engine)).join() === 'succeeded')
    await pass(hour)
    const [, waiting] = await runsOf(engine)
    await engine.tasks.moveToFront(engine.runs.detail(waiting?.id ?? '').nodes[0]?.taskId ?? '')
    await until(async () => (await told(engine)).join() === 'succeeded,succeeded')
  })

  it('delays the run behind it only as long as it waits itself; a cancelled one is forgotten', async () => {
    const { engine, job, computer, pass } = await onLaptop({ acPower: true, deferMs: 30 * minute }, { overlap: 'queue' })
    await pass(hour)
    await engine.manual.runJob(job.id, 'hand')
    expect(await told(engine)).toEqual(['queued', 'queued'])
    await pass(31 * minute)
    await until(async () => (await told(engine)).join() === 'skipped conditions,succeeded')
    await pass(29 * minute)
    const [, , third] = await runsOf(engine)
    await engine.runs.cancel(third?.id ?? '')
    computer.onBattery = false
    await pass(minute)
    expect((await told(engine))[2]).toBe('cancelled withdrawn')
    await engine.runs.retry(third?.id ?? '')
    await until(async () => (await told(engine))[2] === 'succeeded')
  })

  it('that was cancelled and is tried again waits like any other, and for nothing else', async () => {
    const { engine, computer, job, pass } = await onLaptop(
      { acPower: true },
      { overlap: 'queue', body: { kind: 'builtin', name: 'sleep', input: { ms: 5 * hour } } },
    )
    await pass(hour)
    const [first] = await runsOf(engine)
    await engine.runs.cancel(first?.id ?? '')
    const second = await engine.manual.runJob(job.id, 'hand')
    await until(async () => (await told(engine))[1] === 'running')
    await engine.runs.retry(first?.id ?? '')
    computer.onBattery = false
    await engine.changedState()
    expect(await told(engine)).toEqual(['queued', 'running'])
    await engine.runs.cancel(second.id)
    await until(async () => (await told(engine)).join() === 'running,cancelled stopped')
  })

  it('is replaced by one that a person starts, if runs must not overlap, but not by one that a full queue refuses', async () => {
    const { engine, job, pass } = await onLaptop({ acPower: true }, { overlap: 'skip' })
    await pass(hour)
    await engine.manual.runJob(job.id, 'hand')
    await until(async () => (await told(engine)).join() === 'skipped superseded,succeeded')
    await pass(hour)
    await engine.queues.drain('default', undefined)
    await pass(hour)
    expect((await told(engine)).slice(2)).toEqual(['queued', 'skipped queue-draining'])
  })

  it('behind another run waits for that first, then for its conditions', async () => {
    const { engine, computer, job, pass } = await onLaptop(
      { acPower: true },
      { overlap: 'queue', body: { kind: 'builtin', name: 'sleep', input: { ms: 5 * hour } } },
    )
    const long = await engine.manual.runJob(job.id, 'hand')
    await pass(hour)
    expect((await told(engine))[1]).toBe('queued')
    computer.onBattery = false
    await pass(5 * minute)
    expect((await told(engine))[1]).toBe('queued')
    computer.onBattery = true
    await engine.runs.cancel(long.id)
    await until(async () => (await told(engine))[0] === 'cancelled stopped')
    await engine.changedState()
    const [, second] = await runsOf(engine)
    expect(engine.runs.detail(second?.id ?? '').nodes[0]?.waitsFor).toBe('Waiting for AC power.')
    computer.onBattery = false
    await engine.changedState()
    await until(async () => (await told(engine))[1] === 'running')
  })

  it('of files each waits for itself; of the same event only the newest does', async () => {
    const { engine, computer, job } = await onLaptop({ acPower: true })
    const hook = await engine.triggers.create(job.id, TriggerDraft.parse({ on: { kind: 'webhook' } }))
    const address = hook.address?.split('/').at(-1) ?? ''
    for (let n = 0; n < 3; n++) await engine.triggers.called(address, { body: n })
    await engine.triggers.create(job.id, TriggerDraft.parse({ on: { kind: 'unlock' } }))
    for (let n = 1; n < 3; n++) {
      engine.unlocked()
      await until(async () => (await runsOf(engine)).length === 3 + n)
    }
    expect(await told(engine)).toEqual(['queued', 'queued', 'queued', 'skipped superseded', 'queued'])
    computer.onBattery = false
    await engine.changedState()
    await until(async () => (await told(engine)).filter((text) => text === 'succeeded').length === 4)
  })
})

describe('the check of conditions', () => {
  const nobody = { onBattery: async () => null, idleMs: async () => null }
  const unmet = (conditions: object) => unmetOf(Conditions.parse(conditions), nobody)

  it('covers a host that answers, a mounted volume, and a network of this computer', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((done) => server.once('listening', done))
    const { port } = server.address() as { port: number }
    expect(await unmet({ host: `127.0.0.1:${port}` })).toEqual([])
    expect(await unmet({ host: '127.0.0.1:1' })).toEqual(['127.0.0.1:1 to respond'])
    expect(await unmet({ host: 'no-such-host.invalid:80' })).toEqual(['no-such-host.invalid:80 to respond'])
    const folder = temporaryFolder()
    expect(await unmet({ volume: folder })).toEqual([`a volume at ${folder}`])
    expect(await unmet({ volume: join(folder, 'none') })).toEqual([`a volume at ${join(folder, 'none')}`])
    expect(await unmet({ volume: '/proc' })).toEqual([])
    expect(await unmet({ network: '203.0.113.0/24' })).toEqual(['the network 203.0.113.0/24'])
    expect(await unmet({ network: '0.0.0.0/0' })).toEqual(
      await unmet({ network: 'any' }).then((any) => (any.length ? ['the network 0.0.0.0/0'] : [])),
    )
  })

  it('a condition that cannot be checked counts as met', async () => {
    expect(await unmet({ acPower: true, idleMs: hour })).toEqual([])
  })

  it.each([
    [{ host: 'nas' }, 'host'],
    [{ host: 'nas:70000' }, 'host'],
    [{ network: '192.168.1.0/33' }, 'network'],
    [{ network: 'home' }, 'network'],
    [{ idleMs: 5 }, 'idleMs'],
    [{ volume: ' ' }, 'volume'],
  ])('%j is refused', (conditions, path) => {
    expect(Conditions.safeParse(conditions).error?.issues).toMatchObject([{ path: [path] }])
  })

  it('power and idleness of Linux', async () => {
    const folder = temporaryFolder()
    const supply = (name: string, facts: Record<string, string>) => {
      mkdirSync(join(folder, 'power', name), { recursive: true })
      for (const [file, text] of Object.entries(facts)) writeFileSync(join(folder, 'power', name, file), `${text}\n`)
    }
    const clock = createFakeClock(Date.now() + hour)
    const senses = createSystemSenses(clock, 'linux', { power: join(folder, 'power'), terminals: [join(folder, 'pts')] })
    expect([await senses.onBattery(), await senses.idleMs()]).toEqual([false, Number.POSITIVE_INFINITY])
    supply('hid-mouse', { type: 'Battery', scope: 'Device', status: 'Discharging' })
    expect(await senses.onBattery()).toBe(false)
    supply('AC', { type: 'Mains', online: '0' })
    supply('BAT0', { type: 'Battery', status: 'Discharging' })
    expect(await senses.onBattery()).toBe(true)
    supply('AC', { type: 'Mains', online: '1' })
    expect(await senses.onBattery()).toBe(false)
    mkdirSync(join(folder, 'pts'))
    writeFileSync(join(folder, 'pts', 'ptmx'), '')
    expect(await senses.idleMs()).toBe(Number.POSITIVE_INFINITY)
    writeFileSync(join(folder, 'pts', '0'), '')
    expect(Math.round(((await senses.idleMs()) ?? 0) / minute)).toBe(60)
  })
})
