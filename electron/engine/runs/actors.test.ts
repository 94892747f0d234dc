import { expect, it } from 'vitest'
import { type Actor, actorText, localActor, systemActor } from '../../../shared/model/actor.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import { actAs } from '../base/actor.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { eventsOf } from '../testing/flows.ts'

const person: Actor = { kind: 'account', id: 'a1', name: 'Ada' }
const noop = (name: string) => JobDraft.parse({ name, body: { kind: 'builtin', name: 'noop' } })
const hourly = (name: string) => ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 * * * *' }, tz: 'UTC', name })

const runsOf = async (engine: Engine, job: string): Promise<Run[]> =>
  (await engine.runs.list({ limit: 100, cursor: null, status: null, job, q: null, inner: true, waiting: null })).items

async function endedOf(engine: Engine, job: string): Promise<Run> {
  const run = await until(async () => (await runsOf(engine, job))[0])
  if (!run) throw new Error(`There is no run of ${job}.`)
  return untilEnded(engine, run.id)
}

it('a run is asked for by a person, and LocalFlow itself starts and ends it', async () => {
  const engine = await startTestEngine()
  await actAs(person, () => engine.jobs.create(noop('greet')))
  const run = await actAs(person, () => engine.manual.runJob('greet', 'hand'))
  expect(await untilEnded(engine, run.id)).toMatchObject({ actor: person })
  expect(eventsOf(engine, run).map(({ type, actor }) => [type, actor])).toEqual([
    ['queued', person],
    ['started', systemActor],
    ['succeeded', systemActor],
  ])
})

it('a run of a schedule names its schedule, and one that follows it names its trigger', async () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 8, 30))
  const engine = await startTestEngine({ clock })
  for (const name of ['report', 'unnamed', 'mail']) await engine.jobs.create(noop(name))
  const schedule = await engine.schedules.create('report', hourly('Nightly'))
  await actAs(person, () => engine.schedules.create('unnamed', hourly('')))
  const after = TriggerDraft.parse({ on: { kind: 'after', job: 'report' } })
  const trigger = await actAs(person, () => engine.triggers.create('mail', after))
  await engine.lookAtClock()
  clock.advance(30 * 60_000)
  await engine.lookAtClock()
  const [report, unnamed, mail] = [
    await endedOf(engine, 'report'),
    await endedOf(engine, 'unnamed'),
    await endedOf(engine, 'mail'),
  ]
  expect(report.actor).toEqual({ kind: 'schedule', id: schedule.id, name: 'Nightly' })
  expect(actorText(report.actor)).toBe('schedule Nightly')
  expect(unnamed.actor).toMatchObject({ kind: 'schedule', name: 'Every hour' })
  expect(mail.actor).toEqual({ kind: 'trigger', id: trigger.id, name: 'After report succeeded' })
})

it('occurrences before a person changes a schedule are recorded as done by LocalFlow itself', async () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 8, 30))
  const engine = await startTestEngine({ clock })
  await engine.jobs.create(noop('report'))
  const { id } = await engine.schedules.create('report', hourly('Hourly'))
  await engine.lookAtClock()
  clock.advance(30 * 60_000)
  await actAs(person, () => engine.schedules.setEnabled(id, false))
  expect((await endedOf(engine, 'report')).actor).toMatchObject({ kind: 'schedule', id })
})

it('a run of a webhook names the webhook, by its job where it has no name', async () => {
  const engine = await startTestEngine()
  await engine.jobs.create(noop('deploy'))
  const { id, address } = await engine.triggers.create('deploy', TriggerDraft.parse({ on: { kind: 'webhook' } }))
  const run = await engine.triggers.called(address?.split('/').at(-1) ?? '', {})
  expect(run.actor).toEqual({ kind: 'hook', id, name: 'deploy' })
})

it('an inner run has the actor of the outer run', async () => {
  const engine = await startTestEngine()
  await engine.jobs.create(noop('inner'))
  const source = 'start: a\nnodes:\n  a: { exec_type: job, job: inner }\n'
  await engine.flows.importFlow('outer', source, '')
  const outer = await actAs(localActor, () => engine.flowRuns.start('outer', null, {}, 'hand'))
  await untilEnded(engine, outer.id)
  expect((await endedOf(engine, 'inner')).actor).toEqual(localActor)
})

it('an actor that a write which was undone would have been the first to name is named by a later one', async () => {
  const engine = await startTestEngine({ dispatch: false })
  await engine.jobs.create(noop('greet'))
  const both = await Promise.allSettled([
    actAs(person, () => engine.jobs.create(noop('GREET'))),
    actAs({ ...person, id: 'a2' }, () => engine.jobs.update('greet', noop('hello'), undefined)),
    actAs(person, () => engine.manual.runJob('hello', 'hand')),
  ])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  expect((await runsOf(engine, 'hello'))[0]?.actor).toEqual(person)
})
