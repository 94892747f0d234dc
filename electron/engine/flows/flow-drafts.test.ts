import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { startTestEngine } from '../testing/engine.ts'

const source = (title: string): string => `start: a\nnodes:\n  a: { kind: approval, title: ${title} }\n`

describe('kept drafts of a flow', () => {
  it('stay as they were, are listed newest first, and an unchanged draft is not kept again', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const { id, updatedAt } = await engine.flows.create('ask', source('one'))
    expect(await engine.flowDrafts.keepDraft(id, '')).toMatchObject({ isNew: true, draft: { note: '' } })
    expect(await engine.flowDrafts.keepDraft(id, '')).toMatchObject({ isNew: false })
    await engine.flows.update(id, { source: source('two'), expectedUpdatedAt: updatedAt })
    const { draft } = await engine.flowDrafts.keepDraft(id, 'merged')
    const all = engine.flowDrafts.drafts(id)
    expect(all.map(({ note }) => note)).toEqual(['merged', ''])
    expect(engine.flowDrafts.draft(id, draft.number).source).toBe(source('two'))
    expect(engine.flowDrafts.draft(id, all[1]?.number ?? 0).source).toBe(source('one'))
    expect(() => engine.flowDrafts.draft(id, 999)).toThrow('The flow has no kept draft 999.')
  })

  it('are at most 50 of each flow', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const { id } = await engine.flows.create('ask', source('0'))
    const other = await engine.flows.create('other', source('0'))
    await engine.flowDrafts.keepDraft(other.id, '')
    for (let count = 1; count <= 55; count++) {
      await engine.flows.update(id, { source: source(String(count)) })
      await engine.flowDrafts.keepDraft(id, String(count))
    }
    const notes = engine.flowDrafts.drafts(id).map(({ note }) => note)
    expect(notes).toHaveLength(50)
    expect([notes[0], notes.at(-1)]).toEqual(['55', '6'])
    expect(engine.flowDrafts.drafts(other.id)).toHaveLength(1)
  })
})

it('the steps that can be undone are kept with the flow', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const { id } = await engine.flows.create('ask', source('one'))
  expect(engine.flowDrafts.steps(id)).toBeNull()
  await engine.flowDrafts.keepSteps(id, '{"a":1}')
  await engine.flowDrafts.keepSteps(id, '{"a":2}')
  expect(engine.flowDrafts.steps('ask')).toBe('{"a":2}')
})

it('a draft with another layout is published as a version of its own, and a run of it knows no layout', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const { id } = await engine.flows.create('ask', source('one'))
  const first = await engine.flows.publish(id, '')
  await engine.flows.update(id, { source: `${source('one')}layout: { nodes: { a: [1, 2] } }\n` })
  const second = await engine.flows.publish(id, 'moved')
  expect(second).toMatchObject({ isNew: true, version: { version: 2, hash: first.version.hash } })
  expect(await engine.flows.publish(id, '')).toMatchObject({ isNew: false })
  expect(engine.flows.version(id, 2).definition).not.toHaveProperty('layout')
})

it('what still uses the key of a node is found in scripts, other flows and saved views, by whole words', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const { id } = await engine.flows.create('ship it', source('one'))
  const draft = (name: string, script: string) => JobDraft.parse({ name, body: { kind: 'script', script } })
  await engine.jobs.create(draft('approver', 'run=$(lf list -q "flow:ship it")\nask "$run"'))
  await engine.jobs.create(draft('other', 'lf approve 12 asking # ship it'))
  await engine.flows.create('outer', 'start: a\nnodes:\n  a: { kind: subflow, flow: ship it, subflow_execs: [{ node: ask }] }\n')
  await engine.flows.create('stranger', 'start: ask\nnodes:\n  ask: { kind: approval }\n')
  expect(engine.flowDrafts.keyUses(id, 'ask')).toEqual({ flows: ['outer'], jobs: ['approver'], views: [], activeRuns: 0 })
  expect(engine.flowDrafts.keyUses(id, 'nothing')).toEqual({ flows: [], jobs: [], views: [], activeRuns: 0 })
})
