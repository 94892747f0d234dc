import { describe, expect, it } from 'vitest'
import { JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import { openTestStore } from '../testing/engine.ts'
import { previewOf } from './jobs.ts'

const draft = (name: string, over: Partial<JobDraftInput> = {}): JobDraft =>
  JobDraft.parse({ name, body: { kind: 'command', command: 'echo', args: [name] }, ...over })

/** The jobs of a store, each change a write of its own. */
function openJobs() {
  const { jobs, submit } = openTestStore()
  const names = (cursor: string | null = null, limit = 100) => jobs.list({ cursor, limit }).map(({ name }) => name)
  return {
    names,
    jobs: {
      ...jobs,
      create: (draft: JobDraft, now: number) => submit('save a job', () => jobs.create(draft, now)),
      update: (id: string, draft: JobDraft, now: number) => submit('save a job', () => jobs.update(id, draft, now)),
      remove: (id: string, now: number) => submit('delete a job', () => jobs.remove(id, now)),
      restore: (id: string, now: number) => submit('restore a job', () => jobs.restore(id, now)),
    },
  }
}

describe('a job', () => {
  it('is found by its id, and by its name in any case', async () => {
    const { jobs } = openJobs()
    const job = await jobs.create(draft('Backup'), 1)
    expect(job).toMatchObject({ name: 'Backup', enabled: true, version: 1, createdAt: 1, updatedAt: 1 })
    for (const ref of [job.id, 'Backup', 'bACKUP']) expect(jobs.find(ref)).toEqual(job)
    expect(() => jobs.find('Back')).toThrow(expect.objectContaining({ code: 'not-found', message: 'There is no job "Back".' }))
  })

  it('gets a new version when what it runs changes, and only then', async () => {
    const { jobs } = openJobs()
    const { id } = await jobs.create(draft('a'), 1)
    const spec = draft('a').body
    const versions = [
      await jobs.update(id, draft('renamed', { body: spec }), 2),
      await jobs.update(id, draft('renamed', { body: spec, enabled: false }), 3),
      await jobs.update(id, draft('renamed', { body: spec, env: { A: '1' } }), 4),
      await jobs.update(id, draft('renamed', { body: spec, env: { A: '1' } }), 5),
      await jobs.update(id, draft('renamed', { body: spec, timeoutMs: 500 }), 6),
      await jobs.update(id, draft('renamed', { body: spec, cwd: '/' }), 7),
      await jobs.update(id, draft('renamed', { body: spec }), 8),
    ].map(({ version }) => version)
    expect(versions).toEqual([1, 1, 2, 2, 3, 4, 5])
  })

  it('keeps what each of its versions ran', async () => {
    const { jobs } = openJobs()
    const { id } = await jobs.create(draft('a'), 1)
    await jobs.update(id, draft('a', { body: { kind: 'script', script: 'ls' } }), 2)
    expect(jobs.spec(id, 1).body).toEqual({ kind: 'command', command: 'echo', args: ['a'] })
    expect(jobs.spec(id, 2).body).toEqual({ kind: 'script', script: 'ls', interpreter: [] })
  })

  it('cannot take the name of another, whatever its case; its own it keeps', async () => {
    const { jobs } = openJobs()
    const { id } = await jobs.create(draft('one'), 1)
    await jobs.create(draft('two'), 1)
    const taken = expect.objectContaining({
      code: 'name-taken',
      message: 'There is already a job named "two". Choose another name.',
      issues: [{ path: 'name', message: 'is already in use' }],
    })
    await expect(jobs.create(draft('TWO'), 2)).rejects.toThrow(taken)
    await expect(jobs.update(id, draft('Two'), 2)).rejects.toThrow(taken)
    expect((await jobs.update(id, draft('ONE'), 3)).name).toBe('ONE')
  })
})

describe('a deleted job', () => {
  it('is gone by id and by name, and its name is free', async () => {
    const { jobs, names } = openJobs()
    const { id } = await jobs.create(draft('a'), 1)
    await jobs.remove(id, 2)
    for (const ref of [id, 'a']) expect(() => jobs.find(ref)).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect([names(), jobs.count(), jobs.nameIsFree('a')]).toEqual([[], 0, true])
    expect((await jobs.create(draft('a'), 3)).id).not.toBe(id)
  })

  it('comes back unchanged', async () => {
    const { jobs } = openJobs()
    const job = await jobs.create(draft('a', { enabled: false }), 1)
    await jobs.remove(job.id, 2)
    expect(await jobs.restore(job.id, 3)).toEqual({ ...job, updatedAt: 3 })
  })

  it('does not come back while its name is taken, and the error says it', async () => {
    const { jobs } = openJobs()
    const { id } = await jobs.create(draft('a'), 1)
    await jobs.remove(id, 2)
    const other = await jobs.create(draft('A'), 3)
    await expect(jobs.restore(id, 4)).rejects.toThrow(
      expect.objectContaining({ code: 'name-taken', message: 'There is already a job named "A". Choose another name.' }),
    )
    await jobs.remove(other.id, 5)
    expect((await jobs.restore(id, 6)).id).toBe(id)
  })

  it('that never was cannot come back', async () => {
    await expect(openJobs().jobs.restore('nobody', 1)).rejects.toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('the list of jobs', () => {
  it('is by name, without regard to case, page after page', async () => {
    const { jobs, names } = openJobs()
    for (const name of ['delta', 'Bravo', 'alpha', 'Charlie', 'echo']) await jobs.create(draft(name), 1)
    expect([names(null, 2), names('Bravo', 2), names('delta', 2), names('echo', 2)]).toEqual([
      ['alpha', 'Bravo'],
      ['Charlie', 'delta'],
      ['echo'],
      [],
    ])
  })

  it('goes on behind a job that was deleted between two pages', async () => {
    const { jobs, names } = openJobs()
    const [, second] = await Promise.all(['a', 'b', 'c'].map((name) => jobs.create(draft(name), 1)))
    await jobs.remove(second?.id ?? '', 2)
    expect(names('b')).toEqual(['c'])
  })
})

it.each([
  [
    { kind: 'command' as const, command: 'rsync', args: ['-a', 'my files', "it's", '/tmp/x=1'] },
    `rsync -a 'my files' 'it'\\''s' /tmp/x=1`,
  ],
  [{ kind: 'script' as const, script: '#!/bin/sh\n\n# why\n  make all  \nmake more', interpreter: [] }, 'make all'],
  [{ kind: 'script' as const, script: '# only a comment', interpreter: [] }, ''],
  [{ kind: 'script' as const, script: `${'x'.repeat(500)}\n`, interpreter: [] }, 'x'.repeat(200)],
])('the preview of %o is what a person would look for', (body, preview) => {
  expect(previewOf({ body })).toBe(preview)
})
