import { beforeEach, describe, expect, it } from 'vitest'
import { localActor } from '../../../shared/model/actor.ts'
import type { Alert } from '../../../shared/model/alert.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import { actAs } from '../base/actor.ts'
import type { Engine } from '../engine.ts'
import { shell, startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

let engine: Engine
let events: string[]

const listed = (state: Alert['state'] | null = null): Alert[] => engine.alerts.list({ state, cursor: null, limit: 100 }).items
const states = (): [string, Alert['state'], number][] => listed().map(({ subject, state, count }) => [subject.name, state, count])

async function createJob(name: string, over: object = {}): Promise<string> {
  const body = { kind: 'command', command: '/bin/sh', args: ['-c', 'exit $LOCALFLOW_PARAM_CODE'] }
  return (await engine.jobs.create(JobDraft.parse({ name, body, ...over }))).id
}

async function run(job: string, code: number) {
  return untilEnded(engine, (await engine.manual.runJob(job, 'api', { code: String(code) })).id)
}

const exec = async (code: number, title = 'resize', trigger: 'cli' | 'hand' = 'cli') =>
  untilEnded(engine, (await engine.manual.exec(shell(`exit ${code}`), title, trigger)).id)

const asMe = <T>(act: () => T): T => actAs(localActor, act)

function listen(): void {
  events = []
  engine.committed.listen((some) => {
    for (const { noun, type } of some) if (noun === 'alert') events.push(type)
  })
}

beforeEach(async () => {
  engine = await startTestEngine()
  listen()
})

describe('the alert of a job', () => {
  it('opens with the first failure, counts on with the next, and is resolved by a success', async () => {
    const job = await createJob('Backup')
    expect(listed()).toEqual([])
    const first = await run(job, 1)
    const second = await run(job, 2)
    const [alert] = listed('open')
    expect(alert).toMatchObject({
      policy: 'failing',
      subject: { kind: 'job', id: job, name: 'Backup' },
      count: 2,
      firstAt: first.endedAt,
      lastAt: second.endedAt,
      run: { number: second.number, exitCode: 2 },
      actor: null,
    })
    expect(engine.alerts.get('Backup').runs.map(({ number }) => number)).toEqual([second.number, first.number])
    expect(engine.info().alerts).toBe(1)
    await run(job, 0)
    expect(listed('open')).toEqual([])
    expect(listed('resolved')).toMatchObject([{ count: 2, resolution: 'succeeded' }])
    expect(engine.info().alerts).toBe(0)
    await run(job, 3)
    expect(states()).toEqual([
      ['Backup', 'open', 1],
      ['Backup', 'resolved', 2],
    ])
    expect(events).toEqual(['opened', 'resolved', 'opened'])
  })

  it('is opened by no cancelled run, and not resolved by an earlier run that succeeds late', async () => {
    const body = { kind: 'script', script: 'sleep 600', interpreter: ['/bin/sh'] }
    const slow = (await engine.jobs.create(JobDraft.parse({ name: 'Slow', body }))).id
    const stopped = await engine.manual.runJob(slow, 'api', {})
    await engine.runs.cancel(stopped.id)
    await untilEnded(engine, stopped.id)
    expect(listed()).toEqual([])
    const job = await createJob('Backup')
    const early = await run(job, 1)
    await run(job, 1)
    await engine.alerts.acknowledge('Backup')
    const retry = JobDraft.parse({ name: 'Backup', body: { kind: 'command', command: '/bin/true' } })
    await engine.jobs.update(job, retry, undefined)
    await engine.runs.retry(early.id)
    await untilEnded(engine, early.id)
    expect(states()).toEqual([['Backup', 'acknowledged', 3]])
  })

  it('is resolved when the job is deleted, and is open again when the job is restored', async () => {
    const job = await createJob('Backup')
    await run(job, 1)
    await engine.jobs.remove(job)
    expect(listed()).toMatchObject([{ state: 'resolved', resolution: 'deleted' }])
    await engine.jobs.restore(job)
    expect(listed()).toMatchObject([{ state: 'open', resolution: null, resolvedAt: null }])
    await run(job, 0)
    expect(listed()).toMatchObject([{ state: 'resolved', resolution: 'succeeded' }])
  })

  it('goes on to the failure before when its newest run is deleted, and is resolved with the last for good', async () => {
    const job = await createJob('Backup')
    const first = await run(job, 1)
    const second = await run(job, 1)
    await engine.operations.remove(second.id)
    expect(listed()).toMatchObject([{ state: 'open', run: { number: first.number } }])
    await engine.operations.remove(first.id)
    expect(listed()).toMatchObject([{ state: 'resolved', resolution: 'deleted', run: null }])
    await engine.jobs.remove(job)
    await engine.jobs.restore(job)
    expect(listed()).toMatchObject([{ state: 'resolved', run: null }])
  })

  it('of a muted job is listed, and not counted', async () => {
    await run(await createJob('Flaky', { muted: true }), 1)
    expect(listed('open')).toMatchObject([{ muted: true }])
    expect(engine.info().alerts).toBe(0)
  })
})

describe('a person', () => {
  it('acknowledges, snoozes and reopens an alert by its number, its id or the name of the job', async () => {
    await run(await createJob('Backup'), 1)
    const id = listed()[0]?.id ?? ''
    expect(await asMe(() => engine.alerts.acknowledge('Backup'))).toMatchObject({ state: 'acknowledged', actor: localActor })
    const until = Date.now() + 3_600_000
    expect(await engine.alerts.snooze(id, until)).toMatchObject({ state: 'snoozed', snoozedUntil: until })
    await run('Backup', 1)
    expect(states()).toEqual([['Backup', 'snoozed', 2]])
    expect(await engine.alerts.reopen('1')).toMatchObject({ state: 'open', snoozedUntil: null, count: 2 })
    expect(events).toEqual(['opened', 'acknowledged', 'snoozed', 'reopened'])
    await run('Backup', 0)
    await expect(engine.alerts.reopen(id)).rejects.toThrow(
      'Could not reopen the alert of "Backup": it is resolved. The next failure of "Backup" opens a new one.',
    )
    await expect(engine.alerts.snooze(id, 1)).rejects.toThrow('the time is in the past')
    await expect(engine.alerts.acknowledge('Restore')).rejects.toThrow('There is no alert "Restore".')
  })

  it('acknowledges all open alerts at once', async () => {
    for (const name of ['one', 'two', 'three']) await run(await createJob(name), 1)
    await engine.alerts.snooze('two', Date.now() + 3_600_000)
    expect(await engine.alerts.acknowledgeAll()).toEqual({ count: 2 })
    expect(states()).toEqual([
      ['three', 'acknowledged', 1],
      ['two', 'snoozed', 1],
      ['one', 'acknowledged', 1],
    ])
  })

  it('reads many alerts page by page', async () => {
    for (const name of ['one', 'two', 'three']) await run(await createJob(name), 1)
    const first = engine.alerts.list({ state: 'open', cursor: null, limit: 2 })
    const rest = engine.alerts.list({ state: 'open', cursor: first.nextCursor, limit: 2 })
    expect([...first.items, ...rest.items].map(({ subject }) => subject.name)).toEqual(['three', 'two', 'one'])
    expect(rest.nextCursor).toBeNull()
    expect(() => engine.alerts.list({ state: null, cursor: 'x', limit: 2 })).toThrow('must be the nextCursor')
  })
})

describe('the alert of a command', () => {
  it('is told by its title, and is not opened by what a person starts in the window', async () => {
    await exec(1, 'test', 'hand')
    expect(listed()).toEqual([])
    await exec(1)
    await exec(1, 'resize', 'hand')
    expect(listed()).toMatchObject([{ subject: { kind: 'command', id: null, name: 'resize' }, count: 2 }])
    expect(engine.alerts.get('resize').runs).toHaveLength(2)
    await exec(0)
    expect(states()).toEqual([['resize', 'resolved', 2]])
  })
})

describe('with time', () => {
  it('a snoozed alert opens again, and that of a command expires after a day', async () => {
    const clock = createFakeClock(Date.now())
    engine = await startTestEngine({ clock })
    listen()
    await run(await createJob('Backup'), 1)
    await exec(1)
    const now = clock.now()
    await engine.alerts.snooze('Backup', now + 7_200_000)
    await clock.advance(3_600_000)
    expect(states()).toContainEqual(['Backup', 'snoozed', 1])
    await clock.advance(3_600_000)
    await until(() => listed('open').length === 2)
    expect(events.at(-1)).toBe('snooze ended')
    await clock.advance(24 * 3_600_000)
    await until(() => listed('open').length === 1)
    expect(listed('resolved')).toMatchObject([{ subject: { name: 'resize' }, resolution: 'expired' }])
  })
})
