import { rmSync, truncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FoundRun, LogSearchEvent, SearchProgress } from '../../../shared/model/found-run.ts'
import { PipelineOptions } from '../../../shared/model/pipeline.ts'
import { systemClock } from '../base/clock.ts'
import type { Engine } from '../engine.ts'
import { runToEnd, shell, startTestEngine, until, untilEnded } from '../testing/engine.ts'
import type { LogSearchOrder } from './log-search.ts'

const anything: LogSearchOrder = {
  ...{ text: 'needle', regex: false, case: false, word: false },
  ...{ q: '', before: null, limit: 1_000, lines: 5 },
}

async function search(engine: Engine, order: Partial<LogSearchOrder> = {}) {
  const events: LogSearchEvent[] = []
  for await (const event of engine.search.logs({ ...anything, ...order }, undefined)) events.push(event)
  const found = events.filter((event): event is FoundRun & { type: 'found' } => event.type === 'found')
  const end = events.at(-1) as SearchProgress & { type: 'end'; next: number | null }
  return { found, end, brief: found.map(({ run, lines, count }) => [run.number, lines.map(({ n }) => n), count]) }
}

const print = (engine: Engine, script: string, over = {}) => runToEnd(engine, shell(script, over))
const fast = {
  ...systemClock,
  awake: () => systemClock.awake() * 20,
  after: (ms: number, call: () => void) => systemClock.after(ms / 20, call),
}
const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length

describe('a search across runs', () => {
  it('lists runs with the text, newest first, with their first lines and the number of all', async () => {
    const engine = await startTestEngine()
    await print(engine, 'echo a needle; echo hay; echo "NEEDLE 2" >&2')
    await print(engine, 'echo hay')
    await print(engine, 'seq -f "needle %g" 20')
    const { found, end, brief } = await search(engine)
    expect(brief).toEqual([
      [3, [1, 2, 3, 4, 5], 20],
      [1, [1, 3], 2],
    ])
    expect(found[1]).toMatchObject({
      run: { title: expect.any(String), status: 'succeeded' },
      lines: [
        { node: null, attempt: 1, n: 1, stream: 'out', text: 'a needle', match: [2, 8], isCut: false },
        { stream: 'err', text: 'NEEDLE 2', match: [0, 6] },
      ],
    })
    expect(end).toMatchObject({
      type: 'end',
      runs: 3,
      of: 3,
      isPart: false,
      logs: 3,
      foundLines: 22,
      foundRuns: 2,
      noLog: 0,
      deletedLogs: 0,
      deleted: [],
      next: null,
    })
    expect(end.oldest).toBe(1)
    expect(end.backTo).toBe(found[1]?.run.startedAt)
  })

  it('takes regular expressions, upper and lower case, whole words and the text of a filter', async () => {
    const engine = await startTestEngine()
    await print(engine, 'echo needles')
    await print(engine, 'echo Needle; exit 3')
    const numbers = async (order: Partial<LogSearchOrder>) => (await search(engine, order)).brief.map(([number]) => number)
    expect(await numbers({ text: 'n.+e' })).toEqual([])
    expect(await numbers({ text: 'n.+e', regex: true })).toEqual([2, 1])
    expect(await numbers({ case: true })).toEqual([1])
    expect(await numbers({ word: true })).toEqual([2])
    expect(await numbers({ q: 'status:failed' })).toEqual([2])
    expect(await numbers({ q: 'status:waiting' })).toEqual([])
    expect((await search(engine, { q: 'exit:3' })).end).toMatchObject({ runs: 1, of: 1 })
  })

  it('searches every attempt, the nodes of flows, and the runs within them', async () => {
    const engine = await startTestEngine()
    await print(engine, 'echo "needle $LOCALFLOW_ATTEMPT"; [ $LOCALFLOW_ATTEMPT = 2 ]', {
      retry: { maxAttempts: 2, backoff: { kind: 'fixed', delayMs: 1 } },
    })
    await engine.flows.importFlow(
      'inner',
      'start: say\nnodes:\n  say: { exec_type: shell, script: { cmd: sh, code: echo needle inside } }\n',
    )
    await engine.flows.importFlow(
      'outer',
      'start: first\nnodes:\n  first: { exec_type: shell, script: { cmd: sh, code: echo needle first } }\n  second: { kind: subflow, flow: inner }\nedges:\n  - { from: first, to: second }\n',
    )
    const { id } = await engine.flowRuns.start('outer', null, {}, 'api')
    await untilEnded(engine, id)
    const { found } = await search(engine)
    expect(found.map(({ run, lines }) => [run.title, lines.map(({ node, attempt, text }) => [node, attempt, text])])).toEqual([
      ['inner', [['say#1', 1, 'needle inside']]],
      ['outer', [['first#1', 1, 'needle first']]],
      [
        expect.any(String),
        [
          [null, 1, 'needle 1'],
          [null, 2, 'needle 2'],
        ],
      ],
    ])
    const [node] = found[1]?.lines ?? []
    const owner = engine.runs.logOwner(id, node?.node ?? '')
    expect(await engine.logs.read(owner, node?.attempt ?? 0, 1, 1)).toMatchObject({ items: [{ text: 'needle first' }] })
  })

  it('names the steps of a pipeline and their inputs as the log of a run takes them', async () => {
    const engine = await startTestEngine()
    const source = '[[step]]\nname = "make"\nstart = true\nscript = "echo needle; echo a > $OUTPUT_DIR/a"\n'
    const { id } = await engine.pipelines.create('p', source)
    const run = await engine.pipelines.run(id, { options: PipelineOptions.parse({}), inputs: [] }, 'api')
    await untilEnded(engine, run.id)
    const [line] = (await search(engine)).found[0]?.lines ?? []
    expect(line?.node).toBe('make/1')
    const owner = engine.runs.logOwner(run.id, line?.node ?? '')
    expect(await engine.logs.read(owner, 1, 1, 1)).toMatchObject({ items: [{ text: 'needle' }] })
  })

  it('stops after so many runs with the text, and continues from there', async () => {
    const engine = await startTestEngine()
    for (const text of ['needle', 'needle', 'hay', 'needle']) await print(engine, `echo ${text}`)
    const first = await search(engine, { limit: 2, lines: 1 })
    expect(first.brief).toEqual([
      [4, [1], 1],
      [2, [1], 1],
    ])
    expect(first.end).toMatchObject({ next: 2, runs: 3 })
    const rest = await search(engine, { before: first.end.next })
    expect(rest.brief).toEqual([[1, [1], 1]])
    expect(rest.end).toMatchObject({ next: null, runs: 1, of: 1 })
  })

  it('passes over logs that were deleted and runs without output, searches what is left of others, and says which', async () => {
    const engine = await startTestEngine()
    const gone = await print(engine, 'echo needle; echo needle >&2; exit 1')
    await print(engine, 'echo needle')
    await print(engine, 'true')
    const cut = await print(engine, 'echo needle; echo more')
    truncateSync(engine.logs.rawPath(cut.id, null) ?? '', 7)
    rmSync(engine.logs.rawPath(gone.id, null) ?? '')
    const { brief, end } = await search(engine)
    expect(brief).toEqual([
      [4, [1], 1],
      [2, [1], 1],
    ])
    expect(end).toMatchObject({ runs: 4, logs: 2, noLog: 1, deletedLogs: 2 })
    expect(end.deleted).toEqual([
      { run: 4, node: null, attempt: 1, at: expect.any(Number), why: expect.stringContaining('was shortened') },
      { run: 1, node: null, attempt: 1, at: expect.any(Number), why: 'The log file was deleted outside of LocalFlow.' },
    ])
  })

  it('shows the part of a long line around the match', async () => {
    const engine = await startTestEngine()
    await print(engine, `printf '%05000d needle %05000d\\n' 0 0`)
    const [line] = (await search(engine)).found[0]?.lines ?? []
    expect(line).toMatchObject({ isCut: true })
    expect(line?.text.length).toBeLessThanOrEqual(600)
    expect(line?.text.slice(...(line?.match ?? []))).toBe('needle')
  })

  it('skips a log on which the expression takes too long, and names it', async () => {
    const engine = await startTestEngine({ clock: fast })
    await print(engine, 'echo aaa')
    await print(engine, `echo short; printf '%060d!' 0 | tr 0 a`)
    await print(engine, 'echo aa')
    const { brief, end } = await search(engine, { text: '^(a+)+$', regex: true })
    expect(brief).toEqual([
      [3, [1], 1],
      [1, [1], 1],
    ])
    const why = 'the pattern took longer than 5 seconds on line 2'
    expect(end).toMatchObject({ runs: 3, skippedLogs: 1, skipped: [{ run: 2, node: null, attempt: 1, why }] })
  })

  it('finds text anywhere in a long line, and shows the part around it', async () => {
    const engine = await startTestEngine()
    await print(engine, "head -c 9000000 /dev/zero | tr '\\0' x; printf ' needle '; head -c 5000000 /dev/zero | tr '\\0' x; echo")
    const { found } = await search(engine)
    const [line] = found[0]?.lines ?? []
    expect(line).toMatchObject({ n: 1, isCut: true })
    expect(line?.text.slice(...(line?.match ?? []))).toBe('needle')
  })

  it('refuses an invalid expression and an invalid filter before it starts', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const code = (order: Partial<LogSearchOrder>) => {
      try {
        engine.search.logs({ ...anything, ...order }, undefined)
      } catch (error) {
        return error
      }
    }
    expect(code({ text: '(', regex: true })).toMatchObject({ code: 'invalid', issues: [{ path: 'text' }] })
    expect(code({ q: 'unicorn:yes' })).toMatchObject({ code: 'invalid' })
    expect(code({ text: '(' })).toBeUndefined()
  })
})

describe('a search across runs that is cancelled', () => {
  it('ends its threads in the middle of a log', async () => {
    const engine = await startTestEngine()
    await print(engine, 'yes "the needle is in the haystack" | head -c 30000000')
    await print(engine, 'echo needle')
    const before = threads()
    const reader = new AbortController()
    const events = engine.search.logs({ ...anything, text: 'n[e]edle', regex: true }, reader.signal)
    for (let type = ''; type !== 'found'; ) type = (await events.next()).value?.type
    await until(() => threads() > before)
    reader.abort()
    await until(() => threads() === before)
    expect(await events.next()).toMatchObject({ done: true })
  })

  it('leaves no thread at work when the reader goes away without a word', async () => {
    const engine = await startTestEngine()
    await print(engine, 'echo needle')
    const before = threads()
    for await (const { type } of engine.search.logs(anything, undefined)) if (type === 'found') break
    expect(threads()).toBe(before)
  })
})
