import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { StepHit, StepLine } from '../../../../shared/model/step-lines.ts'
import type { Engine } from '../../engine.ts'
import { startTestEngine, untilEnded, untilRun } from '../../testing/engine.ts'
import { runFlow, startFlow } from '../../testing/flows.ts'
import { runPipeline } from '../../testing/pipelines.ts'
import type { StepOrder } from './steps.ts'

const shell = (code: string) => ({ exec_type: 'shell', script: { cmd: 'sh', code } })
const each = (code: string, parallel: number) => ({
  ...{ kind: 'foreach', foreach_execs: [], max_parallel: parallel, ...shell(code) },
  prep: { input_key: '$params.list' },
})

/** Two steps before and after four items that print at the same time. */
const draft = {
  start: 'first',
  nodes: {
    first: shell('echo one; echo "ERROR: two" >&2'),
    items: each('for n in 1 2 3 4 5 6; do echo "line $n"; sleep 0.02; done', 4),
    last: shell('echo "warning: done"; printf end'),
  },
  edges: [
    { from: 'first', to: 'items' },
    { from: 'items', to: 'last' },
  ],
}
const runItems = (engine: Engine) => runFlow(engine, draft, { list: [1, 2, 3, 4] })

const all: Omit<StepOrder, 'from'> = { direction: 'after', count: 500, stream: null, level: 'all' }
const nameOf = ({ node, attempt, n }: Pick<StepLine, 'node' | 'attempt' | 'n'>) => `${node} ${attempt}:${n}`

/** All lines, a page at a time. */
async function walk(engine: Engine, ref: string, { from, ...order }: StepOrder): Promise<StepLine[]> {
  const lines: StepLine[] = []
  for (let place = from; ; ) {
    const { items, before, after, more } = await engine.stepLogs.page(ref, { from: place, ...order })
    lines.push(...(order.direction === 'after' ? items : items.toReversed()))
    if (!more) return order.direction === 'after' ? lines : lines.toReversed()
    place = { cursor: order.direction === 'after' ? after : before }
  }
}

describe('the lines of all steps', () => {
  it('are those of every step in the order of their times, and of each step in its own', async () => {
    const engine = await startTestEngine({ parallel: 4 })
    const { id } = await runItems(engine)
    const { items, more, ended, isPart } = await engine.stepLogs.page(id, { ...all, from: 'start' })
    expect({ more, ended, isPart }).toEqual({ more: false, ended: true, isPart: false })
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).sort((a, b) => a - b))
    expect(items.slice(0, 2).map(({ node, stream, text }) => [node, stream, text])).toEqual([
      ['first#1', 'out', 'one'],
      ['first#1', 'err', 'ERROR: two'],
    ])
    expect(items.slice(-2).map(({ text }) => text)).toEqual(['warning: done', 'end'])
    for (const [node, lines] of Map.groupBy(items, ({ node }) => node))
      expect([node, lines.map(({ n }) => n)]).toEqual([node, lines.map((_, index) => index + 1)])
    expect(new Set(items.map(({ node }) => node)).size).toBe(6)
    expect(items).toHaveLength(2 + 4 * 6 + 2)
  })

  it('are the same however they are paged, from the start, from the end and around any line', async () => {
    const engine = await startTestEngine({ parallel: 4 })
    const { id } = await runItems(engine)
    const whole = (await walk(engine, id, { ...all, from: 'start' })).map(nameOf)
    for (const count of [1, 3, 7]) {
      expect((await walk(engine, id, { ...all, count, from: 'start' })).map(nameOf)).toEqual(whole)
      expect((await walk(engine, id, { ...all, count, from: 'end', direction: 'before' })).map(nameOf)).toEqual(whole)
    }
    for (const { node, attempt, n } of await walk(engine, id, { ...all, from: 'start' })) {
      const from = { node, attempt, line: n }
      const after = (await walk(engine, id, { ...all, count: 3, from })).map(nameOf)
      const before = (await walk(engine, id, { ...all, count: 3, from, direction: 'before' })).map(nameOf)
      expect([...before, ...after].toSorted()).toEqual(whole.toSorted())
      expect(after).toContain(nameOf({ node, attempt, n }))
    }
  })

  it('can be those of one stream or level', async () => {
    const engine = await startTestEngine({ parallel: 4 })
    const { id } = await runItems(engine)
    const texts = async (over: Partial<StepOrder>) =>
      (await engine.stepLogs.page(id, { ...all, from: 'start', ...over })).items.map(({ text }) => text)
    expect(await texts({ stream: 'err' })).toEqual(['ERROR: two'])
    expect(await texts({ level: 'error' })).toEqual(['ERROR: two'])
    expect(await texts({ level: 'warning' })).toEqual(['ERROR: two', 'warning: done'])
  })

  it('leave out steps whose logs are gone, and take pipelines and attempts', async () => {
    const engine = await startTestEngine()
    const { id } = await runItems(engine)
    const owner = engine.runs.logOwner(id, 'items#1/0')
    rmSync(engine.logs.rawPath(owner, null) ?? '')
    const items = await walk(engine, id, { ...all, count: 5, from: 'end', direction: 'before' })
    expect(new Set(items.map(({ node }) => node))).toEqual(new Set(['first#1', 'items#1/1', 'items#1/2', 'items#1/3', 'last#1']))
    const source =
      '[[step]]\nname = "make"\nstart = true\nscript = "echo made; for n in 1 2; do echo $n > $OUTPUT_DIR/$n; done"\n[[step]]\nname = "use"\ninputs = ["*"]\nscript = "echo used"\n'
    const run = await runPipeline(engine, source)
    const lines = await walk(engine, run.id, { ...all, from: 'start' })
    expect(lines[0]).toMatchObject({ node: 'make/1', text: 'made' })
    expect(lines.every(({ node }) => engine.runs.logOwner(run.id, node) !== '')).toBe(true)
  })

  it('are refused from something that is no cursor', async () => {
    const engine = await startTestEngine()
    const { id } = await runItems(engine)
    await expect(engine.stepLogs.page(id, { ...all, from: { cursor: 'nonsense' } })).rejects.toMatchObject({ code: 'invalid' })
    const from = { node: 'nobody', attempt: 1, line: 1 }
    await expect(engine.stepLogs.page(id, { ...all, from })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('following all steps', () => {
  it('sends each line once, also of steps that start later, and ends with the run', async () => {
    const engine = await startTestEngine({ parallel: 4 })
    const gate = join(engine.dataFolder, 'gate')
    const { id } = await startFlow(
      engine,
      {
        ...draft,
        nodes: { ...draft.nodes, first: shell(`echo one; until [ -e ${gate} ]; do sleep 0.01; done; echo two`) },
      },
      { list: [1, 2, 3, 4] },
    )
    await untilRun(engine, id, ({ status }) => status === 'running')
    const { after } = await engine.stepLogs.page(id, { ...all, from: 'start', count: 1 })
    const seen: StepLine[] = []
    for await (const { items, ended } of engine.stepLogs.follow(id, { cursor: after, stream: null, level: 'all' }, undefined)) {
      writeFileSync(gate, '')
      seen.push(...items)
      if (ended) break
    }
    await untilEnded(engine, id)
    const first = (await engine.stepLogs.page(id, { ...all, from: 'start' })).items.map(nameOf)
    const got = seen.map(nameOf)
    expect(new Set(got).size).toBe(got.length)
    expect(first.filter((name) => !got.includes(name)).length).toBeLessThanOrEqual(1)
    expect(got.length).toBeGreaterThanOrEqual(first.length - 1)
  })
})

describe('finding text in all steps', () => {
  it('lists the lines with it and counts them', async () => {
    const engine = await startTestEngine({ parallel: 4 })
    const { id } = await runItems(engine)
    const find = async (text: string, regex = false) => {
      const items: StepHit[] = []
      let count = 0
      for await (const news of engine.stepLogs.find(id, { text, regex, case: false, word: false }, undefined)) {
        items.push(...news.items)
        count = news.count
      }
      return { found: items.map(({ node, n }) => `${node}:${n}`).toSorted(), count }
    }
    expect(await find('line 3')).toEqual({ found: ['items#1/0:3', 'items#1/1:3', 'items#1/2:3', 'items#1/3:3'], count: 4 })
    expect(await find('^(error|warning)', true)).toEqual({ found: ['first#1:2', 'last#1:1'], count: 2 })
    await expect(find('(', true)).rejects.toMatchObject({ code: 'invalid' })
  })
})

it('logs of steps that were deleted, emptied or shortened are named with the reason, and no others', async () => {
  const engine = await startTestEngine({ parallel: 4 })
  const run = await runItems(engine)
  expect(await engine.stepLogs.gone(run.id)).toEqual({ items: [], count: 0 })
  const pathOf = (node: string) => engine.logs.rawPath(engine.runs.logOwner(run.id, node), null) ?? ''
  rmSync(pathOf('first#1'))
  writeFileSync(pathOf('items#1/2'), '')
  writeFileSync(pathOf('last#1'), 'war')
  const { items, count } = await engine.stepLogs.gone(run.id)
  expect(count).toBe(3)
  expect(items.map(({ node, gone }) => `${node}: ${gone.why.split(' outside')[0]}`)).toEqual([
    'first#1: The log file was deleted',
    'items#1/2: The log file was emptied',
    'last#1: The log file was shortened',
  ])
})
