import { expect, it } from 'vitest'
import { JobInput } from '../../../shared/model/job.ts'
import { OrganizationChange, Tag } from '../../../shared/model/organization.ts'
import { plainError } from '../../../shared/model/plain-error.ts'
import type { Engine } from '../engine.ts'
import { openDb } from '../store/db.ts'
import { startTestEngine } from '../testing/engine.ts'

const job = (name: string, over: object = {}): JobInput =>
  JobInput.parse({ name, body: { kind: 'builtin', name: 'noop' }, ...over })
const manifest = '[[step]]\nname = "a"\nstart = true\nscript = "true"\n'
const source = JSON.stringify({ start: 'a', nodes: { a: { exec_type: 'local_func', func: 'noop' } } })
const jobRef = (ref: string) => ({ kind: 'job', ref }) as const

async function engineWithAll(): Promise<Engine> {
  const engine = await startTestEngine({ dispatch: false })
  await engine.jobs.create(job('backup', { tags: ['nas'], folder: ' ops / backup ', owner: 'Data team', notes: '# Restore' }))
  await engine.jobs.create(job('deploy'))
  await engine.flows.create('release', source)
  await engine.pipelines.create('words', manifest)
  return engine
}

const placesOf = (engine: Engine) =>
  Object.fromEntries(
    [engine.jobs, engine.flows, engine.pipelines].flatMap((list) =>
      list.list({ cursor: null, limit: 50 }).items.map(({ name, folder, tags }) => [name, [folder, ...tags].join(' ')]),
    ),
  )

it('jobs, flows and pipelines have tags, a folder, an owner and notes, in their lists and on their own', async () => {
  const engine = await engineWithAll()
  expect(engine.jobs.get('backup')).toMatchObject({ tags: ['nas'], folder: 'ops/backup', owner: 'Data team', notes: '# Restore' })
  const items = [jobRef('deploy'), { kind: 'flow', ref: 'release' } as const, { kind: 'pipeline', ref: 'words' } as const]
  const { items: changed, refused } = await engine.organize.change([...items, jobRef('nobody')], {
    addTags: ['prod', 'PROD'],
    folder: 'OPS',
    notes: 'Ask *first*',
  })
  expect(changed.map(({ name, before, after }) => [name, before.folder, after.folder, after.tags])).toEqual([
    ['deploy', '', 'ops', ['prod']],
    ['release', '', 'ops', ['prod']],
    ['words', '', 'ops', ['prod']],
  ])
  expect(refused).toEqual([{ kind: 'job', ref: 'nobody', message: 'There is no job "nobody".' }])
  expect(placesOf(engine)).toEqual({ backup: 'ops/backup nas', deploy: 'ops prod', release: 'ops prod', words: 'ops prod' })
  expect((await engine.flows.get('release')).notes).toBe('Ask *first*')
  expect(engine.pipelines.get('words')).toMatchObject({ notes: 'Ask *first*', hasNotes: true })
  expect(engine.organize.labels()).toEqual({
    tags: [
      { name: 'nas', count: 1 },
      { name: 'prod', count: 3 },
    ],
    folders: [
      { path: 'ops', count: 4 },
      { path: 'ops/backup', count: 1 },
    ],
    owners: [{ name: 'Data team', count: 1 }],
  })
})

it('a change makes no version and no conflict, and is an event that says from what to what', async () => {
  const engine = await engineWithAll()
  const before = engine.jobs.get('backup')
  const items = [jobRef('backup')]
  await engine.organize.change(items, { addTags: ['db'], removeTags: ['NAS'], owner: '', notes: 'x'.repeat(600) })
  const again = await engine.organize.change(items, { addTags: ['DB'] })
  expect(again).toEqual({ items: [], refused: [] })
  const after = engine.jobs.get('backup')
  expect(after).toMatchObject({ version: before.version, updatedAt: before.updatedAt, tags: ['db'], owner: null })
  await engine.jobs.update('backup', job('backup'), before.updatedAt)
  expect(engine.jobs.get('backup')).toMatchObject({ tags: ['db'], folder: 'ops/backup', notes: 'x'.repeat(600) })
  const db = openDb(`${engine.dataFolder}/localflow.db`)
  const events = db.prepare(`SELECT data FROM event WHERE type = 'definition-changed' AND id = ? ORDER BY seq`).pluck()
  const told = (events.all(before.id) as string[]).map((data) => JSON.parse(data) as unknown)
  db.close()
  expect(told).toEqual([
    { field: 'tags', from: ['nas'], to: ['db'] },
    { field: 'owner', from: 'Data team', to: null },
    { field: 'notes', from: '# Restore', to: `${'x'.repeat(500)}…` },
  ])
})

it('a folder that is renamed or moved takes along what is in it, of every kind, and is gone when empty', async () => {
  const engine = await engineWithAll()
  await engine.organize.change([{ kind: 'flow', ref: 'release' }], { folder: 'ops' })
  await engine.organize.change([jobRef('deploy')], { folder: 'ops2' })
  const gone = await engine.pipelines.create('gone', manifest)
  await engine.organize.change([{ kind: 'pipeline', ref: 'gone' }], { folder: 'ops/old' })
  await engine.pipelines.remove(gone.id)
  const moved = await engine.organize.moveFolder('ops', 'infra/live')
  expect(moved.map(({ name, before, after }) => [name, before.folder, after.folder]).sort()).toEqual([
    ['backup', 'ops/backup', 'infra/live/backup'],
    ['release', 'ops', 'infra/live'],
  ])
  expect(engine.organize.labels().folders.map(({ path }) => path)).toEqual(['infra', 'infra/live', 'infra/live/backup', 'ops2'])
  expect((await engine.pipelines.restore(gone.id)).folder).toBe('infra/live/old')
  await engine.organize.moveFolder('infra/live', '')
  expect(placesOf(engine)).toMatchObject({ backup: 'backup nas', release: '', gone: 'old' })
})

it('a folder is not moved into itself, nor deeper than five, and one that does not exist is not found', async () => {
  const engine = await engineWithAll()
  await expect(engine.organize.moveFolder('ops', 'ops/old')).rejects.toThrow(
    'Could not move the folder "ops" into itself: "ops/old" is inside it.',
  )
  await expect(engine.organize.moveFolder('ops', 'a/b/c/d/e')).rejects.toThrow(
    /"a\/b\/c\/d\/e\/backup" has 6 folders within each other/,
  )
  await expect(engine.organize.moveFolder('op', 'x')).rejects.toMatchObject({ code: 'not-found' })
  expect(placesOf(engine)).toMatchObject({ backup: 'ops/backup nas' })
})

it('a tag of 10 KB and too many tags are refused in words', async () => {
  const long = Tag.safeParse('x'.repeat(10_240), { error: plainError })
  expect(long.error?.issues.map(({ message }) => message)).toEqual(['is too long for a tag: use at most 60 characters'])
  expect(OrganizationChange.safeParse({ tags: ['a,b'] }).success).toBe(false)
  expect(OrganizationChange.safeParse({ folder: 'a/b/c/d/e/f' }).success).toBe(false)
  const engine = await engineWithAll()
  const many = Array.from({ length: 50 }, (_, n) => `tag ${n}`)
  const { refused } = await engine.organize.change([jobRef('backup')], { addTags: many })
  expect(refused[0]?.message).toBe('It would have 51 tags; at most 50 are possible.')
})

it('jobs are found by tag, folder and owner, and a copy is organized alike', async () => {
  const engine = await engineWithAll()
  await engine.jobs.duplicate('backup', 'backup 2')
  const names = async (q: string) => (await engine.jobs.matching(q, { cursor: null, limit: 9 })).items.map(({ name }) => name)
  expect(await names('folder:ops')).toEqual(['backup', 'backup 2'])
  expect(await names('folder:OPS/back* tag:nas owner:"data team"')).toEqual(['backup', 'backup 2'])
  expect(await names('-folder:*')).toEqual(['deploy'])
  expect(await names('-tag:nas')).toEqual(['deploy'])
})

it('a job that is deleted and restored has its tags, folder, owner and notes', async () => {
  const engine = await engineWithAll()
  const before = engine.jobs.get('backup')
  await engine.jobs.remove('backup')
  expect(engine.organize.labels()).toEqual({ tags: [], folders: [], owners: [] })
  await engine.jobs.restore(before.id)
  const { updatedAt: _, ...rest } = before
  expect(engine.jobs.get('backup')).toMatchObject(rest)
})
