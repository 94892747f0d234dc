import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTestEngine, temporaryFolder, untilEnded } from '../testing/engine.ts'

const flow = 'start: a\nnodes:\n  a: { exec_type: local_func, func: noop }\n'
const step = '\n[[step]]\nname = "a"\nstart = true\nscript = "true"\n'
const place = (tags: string[], folder = '') => ({ tags, folder })
const how = { options: { force: false, keepGoing: false }, inputs: [] }

it('the file of a flow says where it belongs: that makes no version, and is no part of its text', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const file = (tags: string) => `name: report\ntags: ${tags}\nfolder: ops/backup\nowner: Data team\nnotes: Ask\n${flow}`
  const first = await engine.flows.importFlow('report', file('[nas]'))
  expect(first.flow).toMatchObject({ ...place(['nas'], 'ops/backup'), owner: 'Data team', notes: 'Ask', hasDraft: false })
  expect(first.flow.draft).toBe(`name: report\n${flow}`)
  const again = await engine.flows.importFlow('report', file('[nas]'))
  expect(again).toMatchObject({ isNew: false, version: { version: 1 }, flow: { updatedAt: first.flow.updatedAt } })
  const moved = await engine.flows.importFlow('report', file('[nas, prod]'))
  expect(moved).toMatchObject({ isNew: false, flow: { ...place(['nas', 'prod'], 'ops/backup'), hasDraft: false } })
  // An old file says nothing about it.
  const plain = await engine.flows.importFlow('report', `name: report\n${flow}`)
  expect(plain).toMatchObject({ isNew: false, flow: place(['nas', 'prod'], 'ops/backup') })
  const { items } = engine.overview.activity({ kind: 'flow', ref: 'report' }, null, 50)
  expect(JSON.stringify(items)).toContain('"field":"tags"')
})

it('a draft says where the flow belongs when it is published', async () => {
  const engine = await startTestEngine({ dispatch: false })
  await engine.flows.create('report', flow)
  await engine.flows.publish('report', '')
  const draft = await engine.flows.update('report', { source: `tags: [nas]\n${flow}` })
  expect(draft).toMatchObject({ ...place([]), hasDraft: true, draft: `tags: [nas]\n${flow}` })
  const { flow: published, isNew } = await engine.flows.publish('report', '')
  expect(published).toMatchObject({ ...place(['nas']), hasDraft: false, draft: flow, version: 1 })
  expect(isNew).toBe(false)
})

it('the manifest of a pipeline says where it belongs when it is saved', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const made = await engine.pipelines.create('words', `tags = ["text"]\nfolder = "demos"\n${step}`)
  expect(made).toMatchObject({ ...place(['text'], 'demos'), source: step, version: 1 })
  const saved = await engine.pipelines.update('words', { source: `tags = []\nnotes = "Ask"\n${step}` })
  expect(saved).toMatchObject({ ...place([], 'demos'), notes: 'Ask', source: step, version: 1 })
  const { items } = engine.overview.activity({ kind: 'pipeline', ref: 'words' }, null, 50)
  expect(JSON.stringify(items)).toContain('"field":"notes"')
})

it('a manifest that LocalFlow reads from a file moves its pipeline only when the file says something else', async () => {
  const engine = await startTestEngine()
  const path = join(temporaryFolder(), 'words.toml')
  const write = (tags: string) => {
    const source = `tags = ${tags}\n${step}`
    writeFileSync(path, source)
    return source
  }
  const run = async (source: string) => untilEnded(engine, (await engine.pipelines.runFile(path, source, how, 'cli')).id)
  await run(write('["text"]'))
  expect(engine.pipelines.get('words')).toMatchObject(place(['text']))
  await engine.organize.change([{ kind: 'pipeline', ref: 'words' }], { tags: ['mine'], folder: 'demos' })
  await run(write('["text"]'))
  expect(engine.pipelines.get('words')).toMatchObject({ ...place(['mine'], 'demos'), version: 1 })
  await run(write('["text", "new"]'))
  expect(engine.pipelines.get('words')).toMatchObject({ ...place(['text', 'new'], 'demos'), version: 1 })
})
