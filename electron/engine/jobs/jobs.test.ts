import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { logOf, startTestEngine, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const draft = (name: string, script = 'echo hello', over: object = {}): JobDraft =>
  JobDraft.parse({ name, body: { kind: 'script', script, interpreter: ['/bin/sh'] }, cwd: '/', ...over })

async function runJob(engine: Engine, ref: string) {
  return untilEnded(engine, (await engine.manual.runJob(ref, 'hand')).id)
}

/** One slot, used by a run that ends when it is released. */
async function blockedEngine() {
  const engine = await startTestEngine({ parallel: 1 })
  const gate = join(engine.dataFolder, 'gate')
  const blocker = await engine.jobs.create(draft('blocker', `until [ -e ${gate} ]; do sleep 0.01; done`))
  const { id } = await engine.manual.runJob(blocker.id, 'hand')
  await untilRun(engine, id, ({ status }) => status === 'running')
  return { engine, letGo: () => writeFileSync(gate, '') }
}

describe('running a job', () => {
  it('gives a run that knows its job, its version and who asked', async () => {
    const engine = await startTestEngine()
    const job = await engine.jobs.create(draft('greet'))
    const run = await runJob(engine, 'GREET')
    expect(run).toMatchObject({ jobId: job.id, version: 1, title: 'greet', trigger: 'hand', status: 'succeeded' })
    expect(engine.runs.detail(run.id)).toMatchObject({ job: 'greet', result: { exitCode: 0 } })
    expect((await engine.runs.list({ status: null, job: 'greet', q: null, cursor: null, limit: 10 })).items).toEqual([run])
  })

  it('that is disabled is a conflict, until it is enabled', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.jobs.create(draft('greet', ':', { enabled: false }))
    await expect(engine.manual.runJob('greet', 'api')).rejects.toMatchObject({
      code: 'conflict',
      message: 'The job "greet" is disabled. Enable it to run it.',
    })
    await engine.jobs.setEnabled(id, true)
    expect(await runJob(engine, 'greet')).toMatchObject({ status: 'succeeded', version: 1 })
  })

  it('that does not exist is not-found, and leaves no run', async () => {
    const engine = await startTestEngine({ dispatch: false })
    await expect(engine.manual.runJob('nobody', 'api')).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no job "nobody".',
    })
    expect(engine.info().queued).toBe(0)
  })

  it('executes the version it was asked with, even when the job was changed while it waited', async () => {
    const { engine, letGo } = await blockedEngine()
    const job = await engine.jobs.create(draft('greet', 'echo old'))
    const { id } = await engine.manual.runJob(job.id, 'hand')
    expect((await engine.jobs.update(job.id, draft('greet', 'echo new'), job.updatedAt)).version).toBe(2)
    letGo()
    expect(await untilEnded(engine, id)).toMatchObject({ version: 1, status: 'succeeded' })
    expect(await logOf(engine, id)).toBe('old\n')
  })

  it('again runs the current version of the job; without a job, the same command', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.jobs.create(draft('greet', 'echo old'))
    const first = await runJob(engine, id)
    await engine.jobs.update(id, draft('greet', 'echo new'), undefined)
    const again = await untilEnded(engine, (await engine.manual.again(first, 'hand')).id)
    expect([again.version, await logOf(engine, again.id)]).toEqual([2, 'new\n'])
    const { name: _, enabled: __, ...spec } = draft('x', 'echo once')
    const alone = await untilEnded(engine, (await engine.manual.exec(spec, 'mine', 'api')).id)
    const twin = await untilEnded(engine, (await engine.manual.again(alone, 'cli')).id)
    expect([twin.title, twin.trigger, await logOf(engine, twin.id)]).toEqual(['mine', 'cli', 'once\n'])
  })
})

describe('deleting a job', () => {
  it('skips its runs that wait, lets the running one end, and keeps its history', async () => {
    const { engine, letGo } = await blockedEngine()
    const job = await engine.jobs.create(draft('greet'))
    const waiting = await Promise.all([1, 2, 3].map(() => engine.manual.runJob(job.id, 'hand')))
    expect(await engine.jobs.remove('greet')).toEqual({ id: job.id, skippedRuns: 3 })
    for (const { id } of waiting)
      expect(engine.runs.find(id)).toMatchObject({ status: 'skipped', reason: 'job-deleted', startedAt: null, jobId: job.id })
    expect(await engine.jobs.remove('blocker')).toMatchObject({ skippedRuns: 0 })
    letGo()
    const [running] = (await engine.runs.list({ status: 'running', job: null, q: null, cursor: null, limit: 1 })).items
    expect(await untilEnded(engine, running?.id ?? '')).toMatchObject({ status: 'succeeded' })
  })

  it('can be undone, though not for the runs that were skipped', async () => {
    const { engine, letGo } = await blockedEngine()
    const job = await engine.jobs.create(draft('greet'))
    const { id } = await engine.manual.runJob(job.id, 'hand')
    await engine.jobs.remove(job.id)
    expect(await engine.jobs.restore(job.id)).toMatchObject({ name: 'greet', version: 1 })
    letGo()
    expect(await runJob(engine, 'greet')).toMatchObject({ status: 'succeeded' })
    expect(engine.runs.find(id).status).toBe('skipped')
  })

  it('lists deleted jobs, last deleted first, and restores one by its name', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock, dispatch: false })
    for (const name of ['greet', 'wave', 'greet']) {
      await engine.jobs.create(draft(name))
      clock.advance(1_000)
      await engine.jobs.remove(name)
    }
    const all = { cursor: null, limit: 2 }
    const page = engine.jobs.deleted.list(all)
    expect(page.items.map(({ name }) => name)).toEqual(['greet', 'wave'])
    const rest = engine.jobs.deleted.list({ ...all, cursor: page.nextCursor })
    expect(rest).toMatchObject({ items: [{ name: 'greet', deletedAt: clock.now() - 2_000 }], nextCursor: null })
    expect((await engine.jobs.deleted.matching('wav', all)).items).toHaveLength(1)
    expect(() => engine.jobs.deleted.list({ ...all, cursor: 'greet' })).toThrow('must be the nextCursor of the page before')
    // Of two with the name, the one that was deleted last.
    expect(await engine.jobs.restore('greet')).toMatchObject({ id: page.items[0]?.id, name: 'greet' })
    await expect(engine.jobs.restore('greet')).rejects.toThrow('There is already a job named "greet".')
    await expect(engine.jobs.restore('nope')).rejects.toThrow('There is no deleted job "nope".')
  })
})

describe('changing a job', () => {
  it('another window changed since it was read is refused as stale, and both states stay readable', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const { id, updatedAt } = await engine.jobs.create(draft('greet'))
    await engine.jobs.update(id, draft('greet', 'echo 2'), updatedAt)
    await expect(engine.jobs.update(id, draft('greet', 'echo 3'), updatedAt)).rejects.toMatchObject({
      code: 'stale',
      message: expect.stringContaining('another window changed it'),
    })
    expect(engine.jobs.get(id).body).toMatchObject({ script: 'echo 2' })
    await engine.jobs.update(id, draft('greet', 'echo 3'), undefined)
    const { items, nextCursor } = await engine.jobs.versions(id, null, 2)
    expect(items.map(({ version, preview }) => [version, preview])).toEqual([
      [3, 'echo 3'],
      [2, 'echo 2'],
    ])
    expect((await engine.jobs.versions(id, Number(nextCursor), 2)).items).toMatchObject([{ version: 1 }])
    expect(engine.jobs.version(id, 2).spec.body).toMatchObject({ script: 'echo 2' })
    expect(() => engine.jobs.version(id, 9)).toThrow('This job has no version 9.')
  })

  it('to a copy gives it a free name', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const { id } = await engine.jobs.create(draft('greet'))
    const copies = [
      await engine.jobs.duplicate(id, undefined),
      await engine.jobs.duplicate(id, undefined),
      await engine.jobs.duplicate(id, 'mine'),
    ]
    expect(copies.map(({ name }) => name)).toEqual(['greet copy', 'greet copy 2', 'mine'])
    expect(new Set(copies.map((job) => job.id)).size).toBe(3)
  })

  it('is an event each time', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const told: string[] = []
    engine.committed.listen((events) => told.push(...events.map(({ noun, type }) => `${noun} ${type}`)))
    const { id } = await engine.jobs.create(draft('greet'))
    await engine.jobs.update(id, draft('hello'), undefined)
    await engine.jobs.remove(id)
    await engine.jobs.restore(id)
    expect(told).toEqual(['job created', 'job definition-changed', 'job updated', 'job deleted', 'job restored'])
  })
})

it('the list shows the newest twenty runs of a job, oldest first, and how long a success took on average', async () => {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock })
  const gate = join(engine.dataFolder, 'gate')
  const { id: gated } = await engine.jobs.create(draft('greet', `until [ -e ${gate} ]; do sleep 0.01; done`))
  const { id } = await engine.manual.runJob(gated, 'hand')
  await untilRun(engine, id, ({ status }) => status === 'running')
  clock.advance(4_000)
  writeFileSync(gate, '')
  await untilEnded(engine, id)
  for (let n = 0; n < 21; n++) await runJob(engine, gated)
  const [summary] = engine.jobs.list({ cursor: null, limit: 1 }).items
  expect(summary?.lastRuns).toHaveLength(20)
  expect(summary?.averageMs).toBe(0)
  const starts = summary?.lastRuns.map(({ startedAt }) => startedAt ?? 0) ?? []
  expect(starts).toEqual([...starts].sort((a, b) => a - b))
  expect(engine.runs.find(id)).toMatchObject({ startedAt: Date.UTC(2026, 0, 5, 9), endedAt: Date.UTC(2026, 0, 5, 9) + 4_000 })
})
