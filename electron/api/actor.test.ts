import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, it, onTestFinished } from 'vitest'
import { type Client, contract } from '../../shared/contract/contract.ts'
import type { Actor } from '../../shared/model/actor.ts'
import { openDb } from '../engine/store/db.ts'
import { startTestEngine } from '../engine/testing/engine.ts'
import type { Caller } from './caller.ts'
import { createRouter } from './router.ts'

/** Calls that add nothing to the history, and why. */
const silent: Record<string, string> = {
  'flows.check': 'checks its input',
  'flows.testPlan': 'says what a test would run',
  'flows.pin': 'data of a draft, which is not part of it',
  'flows.unpin': 'data of a draft, which is not part of it',
  'flows.keepSteps': 'what the editor can undo',
  'pipelines.check': 'checks its input',
  'flowRuns.resolve': 'reads the data of a run',
  'jobs.options': 'lists what a command prints',
  'schedules.preview': 'checks its input',
  'backfills.preview': 'counts',
  'logs.openFile': 'opens a file on this computer',
  'objects.reveal': 'shows a file on this computer',
  'system.environment': 'asks the shell',
  'imports.disable': 'changes another scheduler',
  'imports.restore': 'changes another scheduler',
  'operations.cancel': 'ends what acts on the runs; what was done has its actor',
  'maintenance.run': 'starts a task of LocalFlow itself',
  'preferences.update': 'a choice of the caller for their own window',
  'views.create': 'a choice of the caller for their own window',
  'views.update': 'a choice of the caller for their own window',
  'views.remove': 'a choice of the caller for their own window',
  'workers.register': 'a worker says that it is there, every few seconds',
  'workers.heartbeat': 'a worker says that it is there, every few seconds',
}

const mutations = Object.entries(contract).flatMap(([noun, procedures]) =>
  Object.entries(procedures).flatMap(([name, procedure]) =>
    procedure['~orpc'].route.method === 'GET' ? [] : [`${noun}.${name}`],
  ),
)

/** Tables whose rows have an actor. */
const tables = [
  'event',
  'run',
  'job_version',
  'flow_version',
  'flow_draft',
  'pipeline_version',
  'backfill',
  'operation',
  'state_change',
] as const

async function openRecorder() {
  const engine = await startTestEngine({ dispatch: false })
  const db = openDb(join(engine.dataFolder, 'localflow.db'))
  onTestFinished(() => void db.close())
  const called: string[] = []
  let caller: Caller = { trigger: 'api', actor: { kind: 'account', id: 'nobody', name: 'nobody' }, role: 'admin' }
  const client = createRouterClient(createRouter(engine), { context: () => caller }) as Client
  const newest = () => tables.map((table) => Number(db.prepare(`SELECT coalesce(max(rowid), 0) FROM ${table}`).pluck().get()))
  const actorsSince = (table: string, after: number): Actor[] =>
    (
      db
        .prepare(`SELECT a.actor FROM ${table} t LEFT JOIN actor a ON a.number = t.actor WHERE t.rowid > ?`)
        .pluck()
        .all(after) as string[]
    ).map((text) => JSON.parse(text) as Actor)

  /** Calls a procedure as a caller who calls nothing else, so that everything it writes carries that caller. */
  async function as<T>(name: string, call: (client: Client) => Promise<T>): Promise<T> {
    called.push(name)
    const actor: Actor = { kind: 'account', id: `account-${called.length}`, name: `Person ${called.length}` }
    caller = { ...caller, actor }
    const before = newest()
    const value = await call(client)
    const written = tables.flatMap((table, index) => actorsSince(table, before[index] ?? 0))
    expect(new Set(written.map((each) => JSON.stringify(each))), name).toEqual(new Set([JSON.stringify(actor)]))
    return value
  }
  /** Calls a procedure whose writes, if any, are not part of a history. */
  async function silently(name: string, call: (client: Client) => Promise<unknown>): Promise<void> {
    called.push(name)
    const before = newest()
    await call(client)
    expect(newest(), name).toEqual(before)
  }
  return { engine, db, client, as, silently, called }
}

const noop = { kind: 'builtin', name: 'noop' } as const
const approval = 'start: ask\nnodes:\n  ask: { kind: approval }\n'
const waiting = 'start: a\nnodes:\n  a: { kind: wait_event, signal_key: go }\n'
const served = 'start: a\nnodes:\n  a: { exec_type: queue, service: double }\n'
const manifest = '[[step]]\nname = "copy"\nstart = true\nscript = "true"\n'

type Recorder = Awaited<ReturnType<typeof openRecorder>>

async function definitions({ as, client, db, silently }: Recorder) {
  const job = await as('jobs.create', ({ jobs }) => jobs.create({ name: 'greet', body: noop }))
  await as('jobs.update', ({ jobs }) => jobs.update({ ref: job.id, name: 'greet', body: noop, priority: 1 }))
  await as('jobs.restoreVersion', ({ jobs }) => jobs.restoreVersion({ ref: job.id, version: 1 }))
  await as('jobs.setEnabled', ({ jobs }) => jobs.setEnabled({ ref: job.id, enabled: true }))
  db.prepare(`UPDATE job SET paused_at = 1, pause_reason = 'Paused after 1 failure' WHERE id = ?`).run(job.id)
  await as('jobs.resume', ({ jobs }) => jobs.resume({ ref: job.id }))
  const copy = await as('jobs.duplicate', ({ jobs }) => jobs.duplicate({ ref: job.id }))
  await as('jobs.remove', ({ jobs }) => jobs.remove({ ref: copy.id }))
  await as('jobs.restore', ({ jobs }) => jobs.restore({ ref: copy.id }))
  const { items } = await client.jobs.versions({ ref: job.id })
  expect(items.map(({ actor }) => actor.name)).toEqual(['Person 3', 'Person 2', 'Person 1'])

  const flow = await as('flows.create', ({ flows }) => flows.create({ name: 'ask', source: waiting }))
  await as('flows.update', ({ flows }) => flows.update({ ref: flow.id, source: approval }))
  await as('flows.keepDraft', ({ flows }) => flows.keepDraft({ ref: flow.id }))
  const { version } = await as('flows.publish', ({ flows }) => flows.publish({ ref: flow.id }))
  expect(version.actor.kind).toBe('account')
  await as('flows.test', ({ flows }) => flows.test({ ref: flow.id }))
  await silently('flows.keepSteps', ({ flows }) => flows.keepSteps({ ref: flow.id, steps: '[]' }))
  await silently('flows.testPlan', ({ flows }) => flows.testPlan({ ref: flow.id }))
  await silently('flows.pin', ({ flows }) => flows.pin({ ref: flow.id, node: 'a', value: true }))
  await silently('flows.unpin', ({ flows }) => flows.unpin({ ref: flow.id, node: 'a' }))
  await as('flows.importFlow', ({ flows }) => flows.importFlow({ name: 'wait', source: waiting }))
  await as('flows.remove', ({ flows }) => flows.remove({ ref: 'wait' }).then(({ id }) => flows.restore({ ref: id })))
  const { id } = await client.flows.remove({ ref: 'wait' })
  await as('flows.restore', ({ flows }) => flows.restore({ ref: id }))

  const pipeline = await as('pipelines.create', ({ pipelines }) => pipelines.create({ name: 'copies', source: manifest }))
  await as('pipelines.update', ({ pipelines }) =>
    pipelines.update({ ref: pipeline.id, source: manifest.replace('true"', 'false"') }),
  )
  await as('pipelines.restoreVersion', ({ pipelines }) => pipelines.restoreVersion({ ref: pipeline.id, version: 1 }))
  await as('pipelines.duplicate', ({ pipelines }) => pipelines.duplicate({ ref: pipeline.id }))
  await as('pipelines.remove', ({ pipelines }) => pipelines.remove({ ref: pipeline.id }))
  await as('pipelines.restore', ({ pipelines }) => pipelines.restore({ ref: pipeline.id }))

  await as('organize.change', ({ organize }) => organize.change({ items: [{ kind: 'job', ref: job.id }], folder: 'ops' }))
  await as('organize.moveFolder', ({ organize }) => organize.moveFolder({ from: 'ops', to: 'infra' }))

  const parts = { kind: 'flow', source: waiting } as const
  const template = await as('templates.create', ({ templates }) => templates.create({ name: 'Wait', parts }))
  await as('templates.update', ({ templates }) => templates.update({ id: template.id, name: 'Wait for it' }))
  await as('templates.remove', ({ templates }) => templates.remove({ ref: 'Wait for it' }))
  await as('templates.restore', ({ templates }) => templates.restore({ id: template.id }))

  await as('secrets.set', ({ secrets }) => secrets.set({ name: 'KEY', value: 'a long secret value' }))
  await as('secrets.remove', ({ secrets }) => secrets.remove({ name: 'KEY' }))
  await as('imports.take', ({ imports }) => imports.take({ jobs: [{ job: { name: 'taken', body: noop } }] }))
  const settings = await as('settings.update', ({ settings }) => settings.update({ paused: { until: null, reason: 'audit' } }))
  expect(settings.paused?.actor.kind).toBe('account')
  await client.settings.update({ paused: null })
}

async function startsOf({ as, client }: Recorder) {
  const timing = { kind: 'every', ms: 3_600_000, anchor: 0 } as const
  const schedule = await as('schedules.create', ({ schedules }) => schedules.create({ job: 'greet', timing, tz: 'UTC' }))
  const { id } = schedule
  await as('schedules.update', ({ schedules }) => schedules.update({ id, timing, tz: 'UTC', name: 'Hourly' }))
  const paused = await as('schedules.pause', ({ schedules }) => schedules.pause({ id, reason: 'audit' }))
  expect(paused.paused?.actor.kind).toBe('account')
  await as('schedules.resume', ({ schedules }) => schedules.resume({ id }))
  await as('schedules.skipNext', ({ schedules }) => schedules.skipNext({ id }))
  await as('schedules.setEnabled', ({ schedules }) => schedules.setEnabled({ id, enabled: true }))
  await as('schedules.remove', ({ schedules }) => schedules.remove({ id }))
  await as('schedules.restore', ({ schedules }) => schedules.restore({ id }))
  const range = { from: 0, to: 7_200_000 }
  const backfill = await as('backfills.create', ({ backfills }) => backfills.create({ id, ...range }))
  expect(backfill.actor.kind).toBe('account')
  await as('backfills.pause', ({ backfills }) => backfills.pause({ id: backfill.id }))
  await as('backfills.resume', ({ backfills }) => backfills.resume({ id: backfill.id }))
  await as('backfills.cancel', ({ backfills }) => backfills.cancel({ id: backfill.id }))

  const trigger = await as('triggers.create', ({ triggers }) => triggers.create({ job: 'greet', on: { kind: 'webhook' } }))
  await as('triggers.update', ({ triggers }) => triggers.update({ id: trigger.id, on: { kind: 'webhook' }, name: 'Hook' }))
  await as('triggers.setEnabled', ({ triggers }) => triggers.setEnabled({ id: trigger.id, enabled: true }))
  await as('triggers.newAddress', ({ triggers }) => triggers.newAddress({ id: trigger.id }))
  await as('triggers.remove', ({ triggers }) => triggers.remove({ id: trigger.id }))
  await as('triggers.restore', ({ triggers }) => triggers.restore({ id: trigger.id }))

  await as('state.set', ({ state }) => state.set({ key: 'cursor', value: '7', job: 'greet' }))
  await as('state.remove', ({ state }) => state.remove({ key: 'cursor', job: 'greet' }))

  const queue = await as('queues.setCap', ({ queues }) => queues.setCap({ name: 'default', cap: 3 }))
  expect(queue.actor.kind).toBe('account')
  await as('queues.pause', ({ queues }) => queues.pause({ name: 'default', note: 'audit' }))
  await as('queues.drain', ({ queues }) => queues.drain({ name: 'default' }))
  await as('queues.resume', ({ queues }) => queues.resume({ name: 'default' }))
  const task = await as('tasks.create', ({ tasks }) => tasks.create({ type: 'builtin', payload: { name: 'noop' }, queue: 'own' }))
  await as('tasks.moveToFront', ({ tasks }) => tasks.moveToFront({ id: task.body.id }))
  await as('tasks.cancel', ({ tasks }) => tasks.cancel({ id: task.body.id }))
  await as('tasks.retry', ({ tasks }) => tasks.retry({ id: task.body.id }))
  await client.tasks.cancel({ id: task.body.id })
  const text = JSON.stringify({ type: 'builtin', payload: { name: 'noop' }, queue: 'own' })
  const [line] = await as('tasks.batch', ({ tasks }) => tasks.batch({ lines: [{ index: 0, text }] }))
  if (line && 'id' in line) await client.tasks.cancel({ id: line.id })
  await as('queues.remove', ({ queues }) => queues.remove({ name: 'own' }))
}

async function runs({ as, silently, client, engine }: Recorder) {
  const run = await as('jobs.run', ({ jobs }) => jobs.run({ ref: 'greet' }))
  expect(await client.runs.get({ ref: run.id })).toMatchObject({ actor: run.actor })
  const hook = await as('jobs.testHook', ({ jobs }) => jobs.testHook({ ref: 'greet', hook: { on: 'failure', command: 'true' } }))
  await client.runs.cancel({ ref: hook.id })
  const again = await as('runs.again', ({ runs }) => runs.again({ ref: run.id }))
  await as('runs.cancel', ({ runs }) => runs.cancel({ ref: again.id }))
  await as('runs.retry', ({ runs }) => runs.retry({ ref: again.id }))
  const once = await as('runs.exec', ({ runs }) => runs.exec({ body: noop }))
  await as('runs.bulk', ({ runs }) => runs.bulk({ action: 'cancel', refs: [once.id] }))
  await as('runs.pin', ({ runs }) => runs.pin({ ref: once.id }))
  await as('runs.unpin', ({ runs }) => runs.unpin({ ref: once.id }))
  // It has ended: nothing is written later, when others call.
  const operation = await as('operations.start', ({ operations }) => operations.start({ action: 'cancel', refs: [once.id] }))
  await silently('operations.cancel', ({ operations }) => operations.cancel(operation).catch(() => {}))
  await as('runs.remove', ({ runs }) => runs.remove({ ref: once.id }))

  const asked = await as('flows.start', ({ flows }) => flows.start({ ref: 'ask' }))
  const decided = await as('flowRuns.approve', ({ flowRuns }) => flowRuns.approve({ ref: asked.id }))
  expect(decided.step).toBe('ask#1')
  const events = await client.runs.events({ ref: asked.id })
  const decision = events.find(({ type }) => type === 'decided')
  const { nodes } = await client.runs.get({ ref: asked.id })
  expect(nodes[0]?.approval).toMatchObject({ outcome: 'approved', actor: decision?.actor })
  expect(decision?.actor).not.toEqual(asked.actor)
  await as('flowRuns.fork', ({ flowRuns }) => flowRuns.fork({ ref: asked.id, at: 2 }))
  const waits = await client.flows.start({ ref: 'wait' })
  await as('flowRuns.signal', ({ flowRuns }) => flowRuns.signal({ ref: waits.id, key: 'go' }))

  await as('pipelines.run', ({ pipelines }) => pipelines.run({ ref: 'copies' }))
  const path = join(engine.dataFolder, 'copies.toml')
  writeFileSync(path, manifest)
  await as('pipelines.runFile', ({ pipelines }) => pipelines.runFile({ path, source: manifest }))
}

async function workers({ as, silently, client }: Recorder) {
  await silently('workers.register', ({ workers }) => workers.register({ id: 'w', services: ['double'], type: 'async' }))
  await silently('workers.heartbeat', ({ workers }) => workers.heartbeat({ id: 'w' }))
  await client.flows.importFlow({ name: 'served', source: served })
  await client.flows.start({ ref: 'served' })
  const { body } = (await as('workers.poll', ({ workers }) => workers.poll({ worker_id: 'w', services: ['double'] }))) as {
    body: { id: string }
  }
  await as('workers.complete', ({ workers }) => workers.complete({ queue_id: body.id, result: 2 }))
  await client.flows.start({ ref: 'served' })
  await client.workers.poll({ worker_id: 'w', services: ['double'] })
  await as('workers.remove', ({ workers }) => workers.remove({ id: 'w' }))
}

async function alerts({ as, client }: Recorder) {
  await client.flows.start({ ref: 'served' })
  const { body } = (await client.workers.poll({ worker_id: 'v', services: ['double'] })) as { body: { id: string } }
  await client.workers.complete({ queue_id: body.id, error: 'no such number' })
  const [alert] = (await client.alerts.list({ state: 'open' })).items
  const ref = alert?.id ?? ''
  const actors = [
    await as('alerts.snooze', ({ alerts }) => alerts.snooze({ ref, until: Date.now() + 60_000 })),
    await as('alerts.reopen', ({ alerts }) => alerts.reopen({ ref })),
    await as('alerts.acknowledge', ({ alerts }) => alerts.acknowledge({ ref })),
  ].map(({ actor }) => actor?.name)
  expect(new Set(actors).size).toBe(3)
  await client.alerts.reopen({ ref })
  await as('alerts.acknowledgeAll', ({ alerts }) => alerts.acknowledgeAll())
}

it('every mutation of the contract writes its caller down as the actor', async () => {
  const recorder = await openRecorder()
  await definitions(recorder)
  await startsOf(recorder)
  await runs(recorder)
  await workers(recorder)
  await alerts(recorder)
  const known = new Set([...recorder.called, ...Object.keys(silent)])
  expect(mutations.filter((name) => !known.has(name))).toEqual([])
})
