import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Definition } from '../../../shared/flow/definition.ts'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import { startIn } from '../../../shared/flow/past-data.ts'
import { noop, startTestEngine, temporaryFolder, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole, ledgerLine, readLedger } from '../testing/flow-record.ts'
import { type Draft, eventsOf, runFlow, startFlow, stateOf } from '../testing/flows.ts'

const sh = (code: string, over: Draft = {}): Draft => ({
  exec_type: 'shell',
  script: { cmd: '/bin/sh', code, output_mode: 'json' },
  ...over,
})

describe('a run that goes on from where another failed', () => {
  it('repeats the failed work, and nothing that had ended', async () => {
    const engine = await startTestEngine()
    const folder = temporaryFolder()
    const [ledger, fixed] = [join(folder, 'ledger'), join(folder, 'fixed')]
    const draft: Draft = {
      start: 'a',
      nodes: {
        a: sh(`${ledgerLine(ledger)}; echo 7`, { post: { output_key: 'a' } }),
        b: sh(`${ledgerLine(ledger)}; [ -e ${fixed} ] || exit 3; echo $((LOCALFLOW_INPUT * 2))`, {
          prep: { input_key: '$shared.a' },
          post: { output_key: 'b' },
        }),
      },
      edges: [{ from: 'a', to: 'b' }],
    }
    const failed = await runFlow(engine, draft)
    expect(failed).toMatchObject({ status: 'failed', reason: 'exit-code' })
    writeFileSync(fixed, '')
    const run = await engine.flowRuns.fork(failed.id, null, {}, 'api')
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'succeeded' })
    expect(stateOf(engine, run).shared).toEqual({ a: 7, b: 14 })
    expect(readLedger(ledger).map(({ run: id, unit }) => `${id === run.id ? 'new' : 'old'} ${unit}`)).toEqual([
      'old a#1/',
      'old b#1/',
      'new b#1/',
    ])
    expect(eventsOf(engine, run).find(({ type }) => type === 'forked')?.data).toMatchObject({ run: failed.number })
    // A test of the node that was repeated can use what it got.
    const history = eventsOf(engine, run).filter(({ n }) => n !== null) as unknown as FlowEvent[]
    const starts = ['a', 'b'].map((key) => startIn(Definition.parse(draft), history, key)?.shared)
    expect(starts).toEqual([undefined, { a: 7 }])
    expectWhole(engine, run, ledger)
    expectWhole(engine, failed)
  })

  it('does again of many items those that failed', async () => {
    const engine = await startTestEngine()
    const folder = temporaryFolder()
    const [ledger, fixed] = [join(folder, 'ledger'), join(folder, 'fixed')]
    const code = `${ledgerLine(ledger)}; case $LOCALFLOW_INPUT in 2|5) [ -e ${fixed} ] || exit 1;; esac; echo $((LOCALFLOW_INPUT * 10))`
    const failed = await runFlow(
      engine,
      {
        start: 'f',
        nodes: {
          f: { kind: 'foreach', ...sh(code), max_parallel: 3, prep: { input_key: '$params.list' }, post: { output_key: 'out' } },
        },
      },
      { list: [1, 2, 3, 4, 5, 6] },
    )
    expect(failed.status).toBe('failed')
    writeFileSync(fixed, '')
    const run = await engine.flowRuns.fork(failed.id, null, {}, 'api')
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ out: [10, 20, 30, 40, 50, 60] })
    expect(
      readLedger(ledger)
        .filter(({ run: id }) => id === run.id)
        .map(({ unit }) => unit)
        .sort(),
    ).toEqual(['f#1/1', 'f#1/4'])
    expectWhole(engine, run, ledger)
  })

  it('is refused for one of which nothing failed', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, { start: 'a', nodes: { a: { exec_type: 'local_func', func: 'noop' } } })
    await expect(engine.flowRuns.fork(run.id, null, {}, 'api')).rejects.toThrow('none of its nodes failed')
  })

  it('goes on over a death of the engine', async () => {
    const dataFolder = temporaryFolder()
    const first = await startTestEngine({ dataFolder })
    const gate = join(dataFolder, 'gate')
    const failed = await runFlow(first, {
      start: 'a',
      nodes: {
        a: { exec_type: 'local_func', func: 'upper', params: { text: 'x' }, post: { output_key: 'a' } },
        b: sh(`[ -e ${gate} ] || exit 1; while [ ! -e ${gate}.go ]; do sleep 0.02; done; echo 1`, { post: { output_key: 'b' } }),
      },
      edges: [{ from: 'a', to: 'b' }],
    })
    writeFileSync(gate, '')
    const run = await first.flowRuns.fork(failed.id, null, {}, 'api')
    first.stop()
    const second = await startTestEngine({ dataFolder })
    writeFileSync(`${gate}.go`, '')
    await untilEnded(second, run.id)
    expect(stateOf(second, run).shared).toEqual({ a: 'X', b: 1 })
    expectWhole(second, run)
  })
})

describe('a run that goes on from an event of another', () => {
  const draft: Draft = {
    start: 'a',
    nodes: {
      a: {
        exec_type: 'local_func',
        func: 'mul',
        params: { mul: 2 },
        prep: { input_key: '$params.n' },
        post: { output_key: 'a' },
      },
      b: {
        exec_type: 'local_func',
        func: 'mul',
        params: { mul: 10 },
        prep: { input_key: '$shared.a' },
        post: { output_key: 'b' },
      },
    },
    edges: [{ from: 'a', to: 'b' }],
  }

  it('has the state of that time, with the edits', async () => {
    const engine = await startTestEngine()
    const first = await runFlow(engine, draft, { n: 1 })
    const at = eventsOf(engine, first).find(({ type }) => type === 'task succeeded')?.n ?? 0
    const run = await engine.flowRuns.fork(first.id, at, { shared: { a: 50 }, params: { note: 'edited' } }, 'api')
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run)).toMatchObject({ shared: { a: 50, b: 500 }, params: { n: 1, note: 'edited' } })
    expect(engine.runs.detail(run.id)).toMatchObject({ status: 'succeeded', params: { n: 1, note: 'edited' } })
    expectWhole(engine, run)
  })

  it('of every event of it comes to the same end', async () => {
    const engine = await startTestEngine()
    const first = await runFlow(engine, draft, { n: 3 })
    const last = eventsOf(engine, first).at(-1)?.n ?? 0
    for (let at = 1; at < last; at++) {
      const run = await engine.flowRuns.fork(first.id, at, {}, 'api')
      await untilEnded(engine, run.id)
      expect(stateOf(engine, run).shared).toEqual({ a: 6, b: 60 })
      expectWhole(engine, run)
    }
    await expect(engine.flowRuns.fork(first.id, last, {}, 'api')).rejects.toThrow('Choose an earlier event')
    await expect(engine.flowRuns.fork(first.id, 99, {}, 'api')).rejects.toThrow('the run has no event 99, only 1 to')
  })
})

describe('runs that are made from others', () => {
  const failing: Draft = {
    start: 'ask',
    nodes: { ask: { kind: 'approval' }, ship: sh('exit 4', { timeout_ms: 60_000 }) },
    edges: [{ from: 'ask', action: 'rejected', to: 'ship' }],
  }

  it('are linked both ways: a retry with its node, a fork with its event, a rerun with neither', async () => {
    const engine = await startTestEngine()
    const first = await startFlow(engine, failing)
    await engine.flowRuns.decide(first.id, undefined, { value: false, by: 'cli', role: 'admin', comment: 'not today' })
    await untilEnded(engine, first.id)
    const retry = await engine.flowRuns.fork(first.id, null, {}, 'api')
    const fork = await engine.flowRuns.fork(first.id, 2, {}, 'api')
    const rerun = await engine.flowRuns.again(first.id, 'api')
    const from = { id: first.id, number: first.number }
    expect(engine.runs.detail(retry.id).origin).toMatchObject({ ...from, how: 'retry', node: 'ship' })
    expect(engine.runs.detail(fork.id).origin).toEqual({ ...from, how: 'fork', node: null, event: 2 })
    expect(engine.runs.detail(rerun.id).origin).toEqual({ ...from, how: 'rerun', node: null, event: null })
    expect(engine.runs.detail(first.id)).toMatchObject({
      origin: null,
      successors: [rerun, fork, retry].map(({ number }) => ({ number })),
    })
    await untilEnded(engine, retry.id)
    await engine.operations.remove(first.id)
    expect(engine.runs.detail(retry.id).origin).toMatchObject({ id: null, number: first.number })
  })

  it('take over finished work, and count attempts and time from their own start', async () => {
    const clock = createFakeClock(1_000_000)
    const engine = await startTestEngine({ clock })
    const first = await startFlow(engine, failing)
    await engine.flowRuns.decide(first.id, undefined, { value: false, by: 'cli', role: 'admin', comment: 'not today' })
    await untilEnded(engine, first.id)
    clock.advance(3_600_000)
    const retry = await engine.flowRuns.fork(first.id, null, {}, 'api')
    expect(await untilEnded(engine, retry.id)).toMatchObject({ reason: 'exit-code' })
    const { nodes } = engine.runs.detail(retry.id)
    expect(nodes.find(({ key }) => key === 'ask')).toMatchObject({
      takenFrom: first.number,
      attempts: 0,
      approval: { outcome: 'rejected', by: 'cli', comment: 'not today' },
    })
    expect(nodes.find(({ key }) => key === 'ship')).toMatchObject({ takenFrom: null, attempts: 1, startedAt: 4_600_000 })
  })

  it('give an approval that is asked again as long as it had', async () => {
    const clock = createFakeClock(1_000_000)
    const engine = await startTestEngine({ clock })
    const draft: Draft = { start: 'ask', nodes: { ask: { kind: 'approval', timeout_ms: 60_000 } } }
    const first = await startFlow(engine, draft)
    const at = eventsOf(engine, first).at(-1)?.n ?? 0
    await engine.flowRuns.decide(first.id, undefined, { value: true, by: 'api', role: 'admin', comment: null })
    clock.advance(3_600_000)
    const fork = await engine.flowRuns.fork(first.id, at, {}, 'api')
    expect(engine.runs.detail(fork.id).waiting).toMatchObject({ for: 'approval', until: 4_660_000 })
  })

  it('of a job and of a single command name the run that they repeat', async () => {
    const engine = await startTestEngine()
    const first = await engine.manual.exec(noop(), undefined, 'api')
    await untilEnded(engine, first.id)
    const second = await engine.manual.again(await engine.runs.find(first.id), 'hand')
    expect(engine.runs.detail(second.id).origin).toMatchObject({ number: first.number, how: 'rerun' })
    expect(engine.runs.detail(first.id).successors).toMatchObject([{ number: second.number, how: 'rerun' }])
  })
})

describe('a run that goes on by another version of its flow', () => {
  const flow = (b: Draft): Draft => ({
    start: 'a',
    nodes: { a: sh('echo 7', { post: { output_key: 'a' } }), b: { ...b, post: { output_key: 'b' } } },
    edges: [{ from: 'a', to: 'b' }],
  })

  it('repeats the failed node as that version has it, with the data from before', async () => {
    const engine = await startTestEngine()
    const failed = await runFlow(engine, flow(sh('exit 3')))
    const name = failed.title
    await engine.flows.importFlow(
      name,
      JSON.stringify(flow(sh('echo $((LOCALFLOW_INPUT * 2))', { prep: { input_key: '$shared.a' } }))),
    )
    const { id } = await engine.flowRuns.fork(failed.id, null, {}, 'api', 2)
    const run = await untilEnded(engine, id)
    expect(run).toMatchObject({ status: 'succeeded', test: false })
    expect(engine.runs.detail(id)).toMatchObject({ flow: name, version: 2, shared: { a: 7, b: 14 } })
    expectWhole(engine, run)
  })

  it('starts all branches of a changed node again, and refuses a node that is gone or of another kind', async () => {
    const engine = await startTestEngine()
    const branches = (...codes: string[]): Draft => ({ kind: 'parallel', parallel_execs: codes.map((code) => sh(code)) })
    const failed = await runFlow(engine, flow(branches('echo 1', 'exit 3')))
    const publish = (draft: Draft) => engine.flows.importFlow(failed.title, JSON.stringify(draft))
    await publish(flow(branches('echo 4', 'echo 5', 'echo 6')))
    const run = await untilEnded(engine, (await engine.flowRuns.fork(failed.id, null, {}, 'api', 2)).id)
    expect(stateOf(engine, run).shared['b']).toEqual([4, 5, 6])
    await publish(flow({ kind: 'timer' }))
    await expect(engine.flowRuns.fork(failed.id, null, {}, 'api', 3)).rejects.toThrow('is now of another kind')
    await publish({ start: 'a', nodes: { a: sh('echo 7') } })
    await expect(engine.flowRuns.fork(failed.id, null, {}, 'api', 4)).rejects.toThrow('has no node "b"')
  })
})
