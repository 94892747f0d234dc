import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { shell, startTestEngine, untilEnded } from '../testing/engine.ts'

const draft = (command: string, over: object = {}) => JobDraft.parse({ name: 'report', ...shell(command), ...over })

describe('a version of a job', () => {
  it('knows its note, how many of its runs ended, and the last of them, also one that was asked for by its number', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.jobs.create(draft('true'))
    const runs = async (version?: number) =>
      untilEnded(engine, (await engine.manual.runJob(id, 'api', {}, version === undefined ? {} : { version })).id)
    await runs()
    await runs()
    await engine.jobs.update(id, { ...draft('exit 3'), note: 'fail early' }, undefined)
    await runs()
    await runs(1)
    const { items } = await engine.jobs.versions(id, null, 10)
    expect(
      items.map(({ version, note, runs: count, lastRun }) => [version, note, count, lastRun?.number, lastRun?.status]),
    ).toEqual([
      [2, 'fail early', 1, 3, 'failed'],
      [1, '', 3, 4, 'succeeded'],
    ])
    expect(engine.jobs.version(id, 2)).toMatchObject({ runs: 1, lastRun: { number: 3, reason: 'exit-code' } })
  })

  it('is made only by what a run would do: a name, a note or the tray make none', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.jobs.create(draft('true'))
    await engine.jobs.update(id, { ...draft('true', { name: 'daily report', pinned: true }), note: 'lost' }, undefined)
    expect((await engine.jobs.versions(id, null, 10)).items.map(({ version, note }) => [version, note])).toEqual([[1, '']])
  })

  it('says in a list what it changed, unless its note does', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const { id } = await engine.jobs.create(draft('true'))
    const save = (script: string, over: object) => engine.jobs.update(id, draft(script, over), undefined)
    await save('exit 3', { timeoutMs: 5_000 })
    const noted = { ...draft('exit 3', { timeoutMs: 5_000, env: { A: '1', B: '2' } }), note: 'for B' }
    await engine.jobs.update(id, noted, undefined)
    await save('exit 3', { retry: { maxAttempts: 3, backoff: { delayMs: 1 } }, limits: { memory: { max: 2e9, action: 'warn' } } })
    await save('true', { body: { kind: 'http', url: 'https://example.org' } })
    const changes = async () =>
      (await engine.jobs.versions(id, null, 10)).items.map((each) => [each.version, each.note, each.changes])
    const told = [
      [5, '', 'Kind, retries and limits changed'],
      [4, '', 'Environment, timeout and 2 more changed'],
      [3, 'for B', ''],
      [2, '', 'Script and timeout changed'],
      [1, '', ''],
    ]
    expect(await changes()).toEqual(told)
    expect(await changes()).toEqual(told)
  })

  it('is restored as the newest version, with its whole definition and nothing of the name', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.jobs.create(draft('one', { timeoutMs: 5_000 }))
    await engine.jobs.update(id, draft('two', { name: 'renamed' }), undefined)
    const job = await engine.jobs.restoreVersion(id, 1, undefined)
    expect(job).toMatchObject({ name: 'renamed', version: 3, timeoutMs: 5_000 })
    expect(engine.jobs.version(id, 3)).toMatchObject({ note: 'Restored version 1', spec: engine.jobs.version(id, 1).spec })
    expect((await engine.jobs.restoreVersion(id, 1, undefined)).version).toBe(3)
    await expect(engine.jobs.restoreVersion(id, 9, undefined)).rejects.toThrow('This job has no version 9.')
    await expect(engine.jobs.restoreVersion(id, 2, 1)).rejects.toMatchObject({ code: 'stale' })
  })

  it('differs from another field by field', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.jobs.create(draft('one'))
    await engine.jobs.update(id, draft('two', { timeoutMs: 60_000 }), undefined)
    const { from, to, changes } = engine.jobs.diff(id, 1, null)
    expect([from, to, changes.map(({ field }) => field).sort()]).toEqual([1, 2, ['body.script', 'timeoutMs']])
    expect(changes).toContainEqual({ field: 'timeoutMs', from: null, to: 60_000 })
  })
})
