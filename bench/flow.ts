import { better, defineQueue, defineWorker, type Worker } from 'plainjob'
import type { Engine } from '../electron/engine/engine.ts'
import { decide } from '../shared/flow/decide.ts'
import type { Definition } from '../shared/flow/definition.ts'
import type { Decision, Fact } from '../shared/flow/events.ts'
import { fold } from '../shared/flow/fold.ts'
import { readValue } from '../shared/flow/read.ts'
import { emptyState } from '../shared/flow/state.ts'
import { round, withEngine } from './engine.ts'
import { withDatabase } from './plain-database.ts'
import { flowsOfOthers } from './programs.ts'

const steps = 10
const flows = 1_500
const together = 100
/** Runs that wait at the same time, first so many, then more. */
const crowds = [10_000, 100_000]

const chain = JSON.stringify({
  start: 'n0',
  nodes: Object.fromEntries(Array.from({ length: steps }, (_, at) => [`n${at}`, { exec_type: 'local_func', func: 'noop' }])),
  edges: Array.from({ length: steps - 1 }, (_, at) => ({ from: `n${at}`, to: `n${at + 1}` })),
})

/** Runs of flows that have ended, and all events of runs. */
function counted(engine: Engine, count: number): Promise<{ events: number }> {
  let [left, events] = [count, 0]
  return new Promise((resolve) => {
    const stop = engine.committed.listen((told) => {
      events += told.length
      left -= told.filter(({ type }) => type === 'succeeded').length
      if (left > 0) return
      stop()
      resolve({ events })
    })
  })
}

/** Flows of ten nodes that do nothing, each a task of the queue, through the whole engine. */
const ours = (): Promise<{ flowsPerSecond: number; eventsPerSecond: number }> =>
  withEngine(together, async (engine) => {
    await engine.flows.importFlow('chain', chain)
    await Promise.all(Array.from({ length: together }, () => engine.flowRuns.start('chain', null, {}, 'api')))
    await new Promise<void>((resolve) => {
      const stop = engine.committed.listen(() => {
        if (engine.info().running > 0) return
        stop()
        resolve()
      })
    })
    const done = counted(engine, flows)
    const begin = performance.now()
    for (let at = 0; at < flows; at += together)
      await Promise.all(Array.from({ length: together }, () => engine.flowRuns.start('chain', null, {}, 'api')))
    const { events } = await done
    const seconds = (performance.now() - begin) / 1_000
    return { flowsPerSecond: round(flows / seconds, 0), eventsPerSecond: round(events / seconds, 0) }
  })

/** A chain of jobs of plainjob, of which each adds the next; without a history. */
const peer = (): Promise<number> =>
  withDatabase(async (db) => {
    const quiet = { error() {}, warn() {}, info() {}, debug() {} }
    const queue = defineQueue({ connection: better(db), logger: quiet })
    db.pragma('synchronous = FULL')
    let left = flows
    const workers: Worker[] = []
    const begin = performance.now()
    queue.addMany(
      'step',
      Array.from({ length: flows }, () => ({ at: 0 })),
    )
    await new Promise<void>((resolve) => {
      const step = async (job: { data: string }): Promise<void> => {
        const { at } = JSON.parse(job.data) as { at: number }
        if (at + 1 < steps) queue.add('step', { at: at + 1 })
        else if (--left === 0) resolve()
      }
      for (let at = 0; at < together; at++) workers.push(defineWorker('step', step, { queue, logger: quiet, pollIntervall: 1 }))
      for (const worker of workers) void worker.start()
    })
    const seconds = (performance.now() - begin) / 1_000
    await Promise.all(workers.map((worker) => worker.stop()))
    queue.close()
    return round(flows / seconds, 0)
  })

/** The rows alone that such a history needs, a hundred flows to a commit for each of their steps. */
const limit = (): Promise<number> =>
  withDatabase(async (db) => {
    db.exec(`CREATE TABLE event (seq INTEGER PRIMARY KEY, run INTEGER, n INTEGER, data TEXT); CREATE UNIQUE INDEX of_run ON event (run, n);
      CREATE TABLE task (seq INTEGER PRIMARY KEY, run INTEGER, state TEXT)`)
    const event = db.prepare(`INSERT INTO event (run, n, data) VALUES (?, ?, '{"step":"n1#1","attempt":1}')`)
    const task = db.prepare(`INSERT INTO task (run, state) VALUES (?, 'queued')`)
    const move = db.prepare('UPDATE task SET state = ? WHERE seq = ?')
    const begin = performance.now()
    for (let first = 0; first < flows; first += together)
      for (let step = 0; step < steps; step++)
        db.transaction(() => {
          for (let run = first; run < first + together; run++) {
            const seq = task.run(run).lastInsertRowid
            for (let part = 0; part < 3; part++) event.run(run, step * 3 + part)
            move.run('running', seq)
            move.run('done', seq)
          }
        })()
    return round(flows / ((performance.now() - begin) / 1_000), 0)
  })

/** So many runs that wait for a signal: what they cost, and how soon one of them hears. */
const waits = (waiting: number): Promise<object> =>
  withEngine(together, async (engine) => {
    const wait = { start: 'w', nodes: { w: { kind: 'wait_event', signal_key: 'go' } } }
    await engine.flows.importFlow('waiting', JSON.stringify(wait))
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    const begin = performance.now()
    const ids: string[] = []
    for (let at = 0; at < waiting; at += together)
      ids.push(
        ...(await Promise.all(Array.from({ length: together }, () => engine.flowRuns.start('waiting', null, {}, 'api')))).map(
          ({ id }) => id,
        ),
      )
    const seconds = (performance.now() - begin) / 1_000
    globalThis.gc?.()
    const grown = process.memoryUsage().rss - before
    const cpu = process.cpuUsage()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const { user, system } = process.cpuUsage(cpu)
    const heard: number[] = []
    for (let at = 0; at < 200; at++) {
      const from = performance.now()
      await engine.flowRuns.signal(ids[(at * waiting) / 200] ?? '', 'go', true, null, 'api')
      heard.push(performance.now() - from)
    }
    heard.sort((a, b) => a - b)
    return {
      startedPerSecond: round(waiting / seconds, 0),
      bytesEach: round(Math.max(0, grown) / waiting, 0),
      idleCpuPercent: round((user + system) / 20_000),
      signalP50Ms: round(heard[100] ?? 0),
      signalP99Ms: round(heard[198] ?? 0),
    }
  })

/** What it costs to take the next event in and to decide what follows, so far into a history. */
function growth(definition: Definition, grow: (n: number) => Fact): Record<string, number> {
  const costs: Record<string, number> = {}
  const state = emptyState()
  const append = (event: Decision | Fact): void => void fold(definition, state, { ...event, n: state.n + 1, at: state.n })
  const decideAll = (): void => {
    for (let decision = decide(definition, state); decision; decision = decide(definition, state)) append(decision)
  }
  append({
    type: 'flow began',
    data: {
      flow: 'f',
      version: 1,
      definition: '',
      params: { list: Array.from({ length: 20_000 }, () => 1) },
      shared: {},
      depth: 0,
    },
  })
  decideAll()
  for (const mark of [10, 1_000, 10_000]) {
    while (state.n < mark) {
      append(grow(state.n))
      decideAll()
    }
    const [from, begin] = [state.n, performance.now()]
    while (state.n < from + 900) {
      append(grow(state.n))
      decideAll()
    }
    costs[`microsecondsAt${mark}`] = round(((performance.now() - begin) * 1_000) / (state.n - from))
  }
  return costs
}

function decisions(): object {
  const loop = readValue({
    start: 'a',
    max_steps: 1_000_000,
    nodes: {
      a: { exec_type: 'local_func', func: 'noop', post: { output_key: 'out' } },
      c: { kind: 'choice', choice_cases: [{ action: 'on', expr: { eq: [1, 1] } }] },
    },
    edges: [
      { from: 'a', to: 'c' },
      { from: 'c', action: 'on', to: 'a' },
    ],
  }).definition as Definition
  const list = readValue({
    start: 'f',
    nodes: {
      f: {
        kind: 'foreach',
        exec_type: 'local_func',
        func: 'noop',
        max_parallel: 1,
        parallel_mode: 'concurrent',
        prep: { input_key: '$params.list' },
      },
    },
  }).definition as Definition
  let visit = 0
  let item = 0
  // The first time through warms the code up.
  const measured = () => {
    visit = 0
    item = 0
    return {
      loop: growth(loop, () => ({ type: 'task succeeded', data: { step: `a#${++visit}`, attempt: 1, result: 1 } })),
      foreach: growth(list, () => ({ type: 'task succeeded', data: { step: 'f#1', item: item++, attempt: 1, result: 1 } })),
    }
  }
  measured()
  const costs = measured()
  const grown = (of: Record<string, number>): number => round((of['microsecondsAt10000'] ?? 0) / (of['microsecondsAt1000'] ?? 1))
  return { ...costs, growthLoop: grown(costs.loop), growthForeach: grown(costs.foreach) }
}

async function inTurn(counts: number[]): Promise<Record<string, object>> {
  const figures: Record<string, object> = {}
  for (const count of counts) figures[`of${count}`] = await waits(count)
  return figures
}

export async function flow(): Promise<Record<string, unknown>> {
  const [own, chained, rows] = [await ours(), await peer(), await limit()]
  return {
    ...own,
    peerFlowsPerSecond: chained,
    limitFlowsPerSecond: rows,
    othersPerSecond: flowsOfOthers(),
    timesPeer: round(own.flowsPerSecond / chained),
    ofLimit: round(own.flowsPerSecond / rows),
    waiting: await inTurn(crowds),
    decide: decisions(),
    aim: 'flowsPerSecond >= 1200, growth <= 1.2',
  }
}
