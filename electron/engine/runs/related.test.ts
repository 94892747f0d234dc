import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import type { Engine } from '../engine.ts'
import { openDb } from '../store/db.ts'
import { openTestStore, startTestEngine, temporaryFolder, until } from '../testing/engine.ts'
import { closedDatabase, insertRun } from '../testing/store.ts'
import { lastSuccessBefore } from './last-success.ts'

const draft = (name: string, script: string, over: object = {}) =>
  JobDraft.parse({ name, body: { kind: 'script', script, interpreter: ['/bin/sh'] }, cwd: '/', ...over })

async function ended(engine: Engine, jobId: string): Promise<number> {
  const { id, number } = await engine.manual.runJob(jobId, 'api')
  await until(() => engine.runs.find(id).endedAt !== null)
  return number
}

describe('what other runs say about a run', () => {
  it('names the newest earlier run of the job that succeeded', async () => {
    const engine = await startTestEngine()
    const job = await engine.jobs.create(draft('build', 'true'))
    const first = await ended(engine, job.id)
    const good = await ended(engine, job.id)
    await engine.jobs.update(job.id, draft('build', 'exit 3'), undefined)
    await ended(engine, job.id)
    const bad = await ended(engine, job.id)
    expect(await engine.runs.related(String(bad))).toMatchObject({ lastSuccess: { number: good, version: 1 }, usual: null })
    expect((await engine.runs.related(String(good))).lastSuccess?.number).toBe(first)
    expect((await engine.runs.related(String(first))).lastSuccess).toBeNull()
  })

  it('finds a success behind a thousand failures', async () => {
    const dataFolder = temporaryFolder()
    const db = openDb(closedDatabase(dataFolder))
    db.pragma('foreign_keys = OFF')
    for (let number = 1; number <= 1_200; number++)
      insertRun(db, { id: `r${number}`, number, job_id: 'j', job_version: 1, status: number === 2 ? 'succeeded' : 'failed' })
    db.close()
    const store = openTestStore(dataFolder)
    const [run] = [store.runs.byNumber(1_200)]
    expect(run && (await lastSuccessBefore(store, run))?.number).toBe(2)
  })

  it('names the run that caused a run, and the runs that it caused', async () => {
    const engine = await startTestEngine()
    const first = await engine.jobs.create(draft('first', 'true'))
    const second = await engine.jobs.create(draft('second', 'true'))
    const on = { kind: 'after', job: first.id, outcome: 'success' }
    await engine.triggers.create(second.id, TriggerDraft.parse({ on }))
    const number = await ended(engine, first.id)
    const { caused } = await engine.runs.related(String(number))
    expect(caused).toMatchObject([{ title: 'second' }])
    expect((await engine.runs.related(String(caused[0]?.number))).causedBy).toMatchObject({ number, title: 'first' })
  })

  it('names the run that was queued in place of one', async () => {
    const engine = await startTestEngine()
    const job = await engine.jobs.create(draft('nap', 'sleep 30', { overlap: 'latest' }))
    await engine.manual.runJob(job.id, 'api')
    const held = await engine.manual.runJob(job.id, 'api')
    const newest = await engine.manual.runJob(job.id, 'api')
    expect((await engine.runs.related(held.id)).supersededBy?.number).toBe(newest.number)
  })

  it('says who acknowledged the alert of a failed run', async () => {
    const engine = await startTestEngine()
    const job = await engine.jobs.create(draft('fails', 'exit 1'))
    const number = await ended(engine, job.id)
    expect((await engine.runs.related(String(number))).acknowledged).toBeNull()
    const [alert] = (await engine.alerts.list({ state: null, cursor: null, limit: 1 })).items
    await engine.alerts.acknowledge(alert?.id ?? '')
    expect((await engine.runs.related(String(number))).acknowledged?.actor.kind).toBeDefined()
  })
})
