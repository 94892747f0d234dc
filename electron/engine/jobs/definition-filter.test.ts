import { expect, it } from 'vitest'
import { JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import { startTestEngine, untilEnded } from '../testing/engine.ts'

const job = (name: string, over: Partial<JobDraftInput> = {}): JobDraft =>
  JobDraft.parse({ name, body: { kind: 'command', command: 'true' }, ...over })

async function engineWithJobs() {
  const engine = await startTestEngine()
  const script = { kind: 'script' as const, script: 'pg_dump all\nexit 3' }
  await engine.jobs.create(job('Nightly backup', { body: script, pinned: true }))
  await engine.jobs.create(job('100% sure', { enabled: false }))
  await engine.jobs.create(job('snake_case', { muted: true }))
  await engine.jobs.create(job('Zebra'))
  const daily = ScheduleDraft.parse({ timing: { kind: 'cron', expr: '30 2 * * *' }, tz: 'UTC' })
  await engine.schedules.create('Nightly backup', daily)
  const { id } = await engine.schedules.create('snake_case', daily)
  await engine.schedules.pause(id, 'away', null)
  await engine.triggers.create('Zebra', TriggerDraft.parse({ name: 'up', on: { kind: 'wake' } }))
  for (const name of ['Nightly backup', 'Zebra']) await untilEnded(engine, (await engine.manual.runJob(name, 'cli')).id)
  return engine
}

it('jobs are found by each of their keys, page after page', async () => {
  const engine = await engineWithJobs()
  const names = async (q: string) => (await engine.jobs.matching(q, { cursor: null, limit: 9 })).items.map(({ name }) => name)
  expect(await names('')).toEqual(['100% sure', 'Nightly backup', 'snake_case', 'Zebra'])
  expect(await names('%')).toEqual(['100% sure'])
  expect(await names('_')).toEqual(['Nightly backup', 'snake_case'])
  expect(await names('PG_DUMP')).toEqual(['Nightly backup'])
  expect(await names('status:failed')).toEqual(['Nightly backup'])
  expect(await names('-status:failed,succeeded')).toEqual(['100% sure', 'snake_case'])
  expect(await names('failing:no')).toEqual(['100% sure', 'snake_case', 'Zebra'])
  expect(await names('paused:yes')).toEqual(['snake_case'])
  expect(await names('disabled:yes')).toEqual(['100% sure'])
  expect(await names('muted:yes,no -pinned:no')).toEqual(['Nightly backup'])
  expect(await names('trigger:wake,manual')).toEqual(['100% sure', 'Zebra'])
  expect(await names('trigger:schedule next:<25h')).toEqual(['Nightly backup'])
  expect(await names('kind:script')).toEqual(['Nightly backup'])
  expect(engine.jobs.facts().facts.map(({ status }) => status)).toEqual([[], ['failed'], [], ['succeeded']])
  const first = await engine.jobs.matching('-kind:script', { cursor: null, limit: 2 })
  expect(first).toMatchObject({ items: [{ name: '100% sure' }, { name: 'snake_case' }], nextCursor: 'snake_case', total: 4 })
  const rest = await engine.jobs.matching('-kind:script', { cursor: first.nextCursor, limit: 2 })
  expect(rest).toMatchObject({ items: [{ name: 'Zebra' }], nextCursor: null })
  await expect(names('stats:failed')).rejects.toMatchObject({ code: 'invalid', issues: [{ place: { from: 0, to: 5 } }] })
})

it('flows and pipelines are found by each of their keys', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const source = JSON.stringify({ description: 'sums', start: 'a', nodes: { a: { exec_type: 'local_func', func: 'noop' } } })
  await engine.flows.importFlow('report', source)
  await engine.flows.create('draft only', 'nothing yet')
  await engine.flowRuns.start('report', null, {}, 'cli')
  const flows = async (q: string) => (await engine.flows.matching(q, { cursor: null, limit: 9 })).items.map(({ name }) => name)
  expect(await flows('draft:yes')).toEqual(['draft only'])
  expect(await flows('version:>=1 sums')).toEqual(['report'])
  expect(await flows('-version:1')).toEqual(['draft only'])
  expect(await flows('status:running,queued failing:no')).toEqual(['report'])

  await engine.pipelines.create('words', 'name = "words"\n[[step]]\nname = "a"\nstart = true\nscript = "true"\n')
  await engine.pipelines.create('broken', 'no manifest')
  const pipelines = async (q: string) =>
    (await engine.pipelines.matching(q, { cursor: null, limit: 9 })).items.map(({ name }) => name)
  expect(await pipelines('steps:1')).toEqual(['words'])
  expect(await pipelines('-steps:1 brok*')).toEqual(['broken'])
  expect(await pipelines('status:failed')).toEqual([])
})
