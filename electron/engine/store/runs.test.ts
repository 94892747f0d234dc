import { describe, expect, it } from 'vitest'
import { JobDraft, Spec } from '../../../shared/model/job.ts'
import type { State } from '../../../shared/run-state.ts'
import { enqueue } from '../queue/enqueue.ts'
import { coreOf } from '../testing/core.ts'
import { openTestStore } from '../testing/engine.ts'
import type { RunFilter } from './runs.ts'

const spec = Spec.parse({ body: { kind: 'command', command: 'true' } })
const everything: RunFilter = { status: null, jobId: null, from: null, before: null, limit: 100 }

function openRuns() {
  const store = openTestStore()
  const add = (title: string) => store.submit('enqueue', () => enqueue(coreOf(store), { title, trigger: 'api', spec }, 1).run)
  const titles = (filter: Partial<RunFilter> = {}) => store.runs.list({ ...everything, ...filter }).map(({ title }) => title)
  return { ...store, store, add, titles }
}

describe('a run', () => {
  it('is found by its id and by its number, which counts up by one', async () => {
    const { runs, add } = openRuns()
    const [first, second] = [await add('a'), await add('b')]
    expect([first.number, second.number]).toEqual([1, 2])
    expect([runs.find(first.id), runs.find('2'), runs.find('3'), runs.find('a')]).toEqual([first, second, null, null])
  })

  it('starts as a queued run with a queued task and one event', async () => {
    const { tasks, events, add } = openRuns()
    const run = await add('a')
    expect(run).toMatchObject({ status: 'queued', reason: null, startedAt: null, endedAt: null, jobId: null, version: null })
    expect(tasks.ofRun(run.number)).toMatchObject([{ nodeKey: 'main', status: 'queued', attempts: 0, token: null }])
    expect(events.ofRun(run.number)).toMatchObject([{ type: 'queued', at: 1, data: { jobId: null, trigger: 'api' } }])
    expect(tasks.adHocSpec(run.number)).toEqual(spec)
  })
})

describe('the list of runs', () => {
  it('is newest first, page after page', async () => {
    const { add, titles } = openRuns()
    for (const title of ['a', 'b', 'c', 'd', 'e']) await add(title)
    expect([
      titles({ limit: 2 }),
      titles({ limit: 2, before: 4 }),
      titles({ limit: 2, before: 2 }),
      titles({ before: 1 }),
    ]).toEqual([['e', 'd'], ['c', 'b'], ['a'], []])
  })

  it('does not show a run twice when new ones come between two pages', async () => {
    const { add, titles } = openRuns()
    for (const title of ['a', 'b', 'c']) await add(title)
    expect(titles({ limit: 2 })).toEqual(['c', 'b'])
    await add('d')
    expect(titles({ limit: 2, before: 2 })).toEqual(['a'])
  })

  it.each([
    ['%', ['50%']],
    ['_', ['a_b']],
    ['\\', ['c\\d']],
    ['A', ['a_b', 'axb']],
  ])('takes %s in a search for itself', async (q, found) => {
    const { add, titles } = openRuns()
    for (const title of ['50%', 'a_b', 'axb', 'c\\d']) await add(title)
    const conditions = [{ isNegated: false, any: [{ type: 'text' as const, column: 'title' as const, parts: [q] }] }]
    expect(titles({ conditions }).sort()).toEqual(found)
  })

  it('is filtered by status, by job and by both', async () => {
    const { store, jobs, moves, add, titles } = openRuns()
    const job = await store.submit('save a job', () => jobs.create(JobDraft.parse({ ...spec, name: 'mine' }), 1))
    const ofJob = () =>
      store.submit('enqueue', () => enqueue(coreOf(store), { title: 'of the job', trigger: 'hand', job }, 1).run)
    const [first] = [await ofJob(), await ofJob(), await add('alone')]
    moves.run('start', { run: first?.number ?? 0, at: 2 })
    const count = (status: State | null, jobId: string | null) => titles({ status, jobId }).length
    expect([
      count('running', null),
      count('queued', null),
      count(null, job.id),
      count('queued', job.id),
      count('failed', job.id),
    ]).toEqual([1, 2, 2, 1, 0])
    expect(titles({ status: 'queued' })).toEqual(['alone', 'of the job'])
  })

  it('counts by status', async () => {
    const { runs, add } = openRuns()
    await add('a')
    expect([runs.count('queued'), runs.count('running')]).toEqual([1, 0])
  })
})
