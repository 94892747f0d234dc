import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/model/actor.ts'
import type { ActivityItem } from '../../../shared/model/definition-activity.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import { actAs } from '../base/actor.ts'
import type { Engine } from '../engine.ts'
import { shell, startTestEngine, untilEnded } from '../testing/engine.ts'

const ada: Actor = { kind: 'account', id: 'a', name: 'Ada' }
const draft = (over: object = {}) => JobDraft.parse({ name: 'report', ...shell('exit 3'), ...over })
const ofJob = (engine: Engine, ref: string, cursor: string | null = null, limit = 100) =>
  engine.overview.activity({ kind: 'job', ref }, cursor, limit)

const textOf = (item: ActivityItem): string =>
  item.kind === 'change'
    ? `${item.actor.name}: ${item.field} ${item.from} → ${item.to}`
    : item.kind === 'version'
      ? `version ${item.version} ${item.note}`.trim()
      : item.kind === 'alert'
        ? `${item.count} failed`
        : item.kind === 'runs'
          ? `${item.count} ran`
          : item.type

/** Versions, changes and runs of the same millisecond have no order. */
const nextMoment = () => expect.poll(Date.now, { interval: 1 }).toBeGreaterThan(Date.now())

describe('the activity of a job', () => {
  it('has changes that make no version with who, from and to, beside versions and alerts', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.jobs.create(draft())
    await actAs(ada, () => engine.jobs.update(id, draft({ name: 'daily report' }), undefined))
    await nextMoment()
    await actAs(ada, () => engine.jobs.update(id, { ...draft({ name: 'daily report', priority: 1 }), note: 'sooner' }, undefined))
    const schedule = await engine.schedules.create(
      id,
      ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 9 * * *' }, tz: 'UTC' }),
    )
    await actAs(ada, () => engine.schedules.pause(schedule.id, 'stocktaking', null))
    await engine.triggers.create(id, TriggerDraft.parse({ on: { kind: 'wake' } }))
    await nextMoment()
    await untilEnded(engine, (await engine.manual.runJob(id, 'api')).id)
    await engine.jobs.setEnabled(id, false)
    expect(ofJob(engine, id).items.map(textOf).reverse()).toEqual([
      'version 1',
      'created',
      'Ada: name report → daily report',
      'version 2 sooner',
      'LocalFlow: schedule null → At 09:00, every day',
      'Ada: schedule paused null → stocktaking',
      expect.stringMatching(/trigger null → /),
      '1 ran',
      '1 failed',
      expect.stringMatching(/enabled true → false/),
    ])
  })

  it('is read page by page, without a gap and without a repeat, though some happened at the same time', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const { id } = await engine.jobs.create(draft())
    for (let n = 1; n <= 12; n++) await engine.jobs.update(id, draft({ name: `report ${n}`, priority: n }), undefined)
    const all = ofJob(engine, id).items.map(({ id: item }) => item)
    expect(all).toHaveLength(26)
    const read: string[] = []
    for (let cursor: string | null = null, pages = 0; pages < 10; pages++) {
      const page = ofJob(engine, id, cursor, 5)
      read.push(...page.items.map(({ id: item }) => item))
      cursor = page.nextCursor
      if (cursor === null) break
    }
    expect(read).toEqual(all)
    expect(() => ofJob(engine, id, 'yesterday')).toThrow('The cursor is not valid.')
  })
})

it('the activity of a flow has its versions with their notes, and its names', async () => {
  const engine = await startTestEngine()
  const source = 'start: a\nnodes:\n  a: { exec_type: local_func, func: upper, params: { text: x } }\n'
  const { flow } = await engine.flows.importFlow('ship', source, 'the first')
  await engine.flows.update(flow.id, { name: 'ship it', source })
  const { items } = engine.overview.activity({ kind: 'flow', ref: flow.id }, null, 10)
  expect(items.map(textOf).reverse()).toEqual(expect.arrayContaining(['version 1 the first', 'created']))
  expect(items[0]).toMatchObject({ kind: 'change', field: 'name', from: 'ship', to: 'ship it' })
})
