import type { Body, Spec } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import { readSpec, specText } from '../../../shared/model/spec-text.ts'
import type { TaskType } from '../../../shared/model/task.ts'
import type { ServiceBody } from '../../../shared/model/worker.ts'
import type { Reason, Stage, State } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'
import type { RunKindName } from './runs.ts'
import type { Tally } from './tally.ts'
import { createWaitingTasks } from './waiting-tasks.ts'

export type TaskRow = {
  seq: number
  id: string
  run: number
  nodeKey: string
  type: TaskType
  status: State
  stage: Stage | null
  reason: Reason | null
  queue: string
  priority: number
  dueAt: number
  token: string | null
  /** The attempt of which this row says all; null: it has a row of its own, or there was none. */
  lastAttempt: string | null
  leaseUntil: number | null
  stopAsked: number | null
  stopReason: 'stopped' | 'replaced' | null
  attempts: number
  maxAttempts: number
  lost: number
  createdAt: number
  endedAt: number | null
}

export type NewTask = {
  id: string
  run: number
  nodeKey: string
  type: TaskType
  /** Null: the spec of its job's version. */
  spec: TaskSpec | SpecText | null
  stage: Stage
  queue: string
  priority: number
  dueAt: number
  maxAttempts: number
  now: number
}

/** A spec in the form of `specText`: a stored one need not be parsed to be stored again. */
type SpecText = string

/** The spec of a task: the spec of a job, or a service for a worker. */
export type TaskSpec = Omit<Spec, 'body'> & { body: Body | ServiceBody }

export type HeldTask = { seq: number; queue: string; run: number }

/** A task with everything that an executor needs. */
export type Work = {
  task: number
  taskId: string
  run: number
  runId: string
  jobId: string | null
  title: string
  /** The scheduled time of its run. */
  occurrenceAt: number | null
  params: Params
  type: TaskType
  queue: string
  priority: number
  dueAt: number
  attempts: number
  /** Only the kind of its run can read it. */
  nodeKey: string
  runKind: RunKindName
  spec: TaskSpec
}
type WorkRow = Omit<Work, 'spec' | 'params'> & { spec: string; params: string | null }

/** Parsed specs to cache: so many, and none that is longer. */
const specsMost = 1_000
const longestKept = 10_000

export type Tasks = ReturnType<typeof createTasks>

const columns = `seq, id, run, node_key AS nodeKey, type, status, stage, reason, queue, priority, due_at AS dueAt, token,
  last_attempt AS lastAttempt, lease_until AS leaseUntil, stop_asked AS stopAsked, stop_reason AS stopReason, attempts, max_attempts AS maxAttempts, lost,
  created_at AS createdAt, ended_at AS endedAt`
const work = `SELECT t.seq AS task, t.id AS taskId, t.run, r.id AS runId, r.job_id AS jobId, r.title, r.due_at AS occurrenceAt, r.params, t.type, t.queue,
    t.priority, t.due_at AS dueAt, t.attempts, t.node_key AS nodeKey, r.kind AS runKind,
    coalesce(t.spec, v.spec) AS spec
  FROM task t JOIN run r ON r.number = t.run
  LEFT JOIN job_version v ON v.job_id = r.job_id AND v.version = r.job_version`

export function createTasks(db: Db, tally: Pick<Tally, 'note' | 'hasNoneDelayed' | 'hasNoneHeld'>) {
  const insert = db.prepare(
    `INSERT INTO task (id, run, node_key, type, spec, status, stage, queue, priority, due_at, max_attempts, created_at)
     VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)`,
  )
  const bySeq = db.prepare(`SELECT ${columns} FROM task WHERE seq = ?`)
  const byId = db.prepare(`SELECT ${columns} FROM task WHERE id = ?`)
  const ofRun = db.prepare(`SELECT ${columns} FROM task WHERE run = ? ORDER BY seq`)
  const ready = db.prepare(`${work} WHERE t.stage = 'ready' AND t.queue = ? ORDER BY t.priority DESC, t.due_at, t.seq LIMIT ?`)
  const holding = db.prepare(`SELECT ${columns} FROM task WHERE status = 'running' AND token = ? ORDER BY seq`)
  const openOfNode = db.prepare(
    `SELECT ${columns} FROM task WHERE run = :run AND node_key >= :from AND node_key < :to AND ended_at IS NULL ORDER BY node_key`,
  )
  const ofNode = db.prepare(`SELECT ${columns} FROM task WHERE run = ? AND node_key = ?`)
  const runningOf = db.prepare(`SELECT ${columns} FROM task WHERE run = ? AND status = 'running' ORDER BY seq`)
  const running = db.prepare(`SELECT ${columns} FROM task WHERE status = 'running' ORDER BY seq`)
  const workOf = db.prepare(`${work} WHERE t.seq = ?`)
  const specOf = db.prepare('SELECT spec FROM task WHERE run = ? ORDER BY seq LIMIT 1').pluck()
  const resultOf = db.prepare('SELECT result FROM task WHERE seq = ?').pluck()
  const askStop = db.prepare(
    `UPDATE task SET stop_asked = :now, stop_reason = :reason WHERE seq = :seq AND status = 'running' AND stop_asked IS NULL`,
  )
  const extend = db.prepare(`UPDATE task SET lease_until = :until WHERE seq = :seq AND token = :token AND status = 'running'`)
  const expired = db.prepare(`SELECT ${columns} FROM task WHERE status = 'running' AND lease_until <= ? ORDER BY seq`)
  const heldOf = db.prepare(
    `SELECT t.seq, t.queue, t.run FROM run r JOIN task t ON t.run = r.number
     WHERE r.job_id = ? AND r.ended_at IS NULL AND r.held = 1 ORDER BY r.number LIMIT ?`,
  )
  const specs = new Map<string, TaskSpec>()
  /** Tasks of a job, and often those of a program, have the same spec again and again. */
  function specIn(text: string): TaskSpec {
    let spec = specs.get(text)
    if (!spec) {
      if (specs.size >= specsMost) specs.clear()
      specs.set(text, (spec = Object.freeze(readSpec(text))))
    }
    return spec
  }
  const fromRow = (row: WorkRow): Work => ({
    ...row,
    spec: row.spec.length > longestKept ? readSpec(row.spec) : specIn(row.spec),
    params: row.params === null ? {} : (JSON.parse(row.params) as Params),
  })

  return {
    ...createWaitingTasks(db, tally),
    insert(task: NewTask): number {
      const spec = task.spec === null || typeof task.spec === 'string' ? task.spec : specText(task.spec as Spec)
      const { id, run, nodeKey, type, stage, queue, priority, dueAt, maxAttempts, now } = task
      const { lastInsertRowid } = insert.run(id, run, nodeKey, type, spec, stage, queue, priority, dueAt, maxAttempts, now)
      tally.note({ queue, from: null, to: stage })
      return Number(lastInsertRowid)
    },
    get: (seq: number): TaskRow | null => (bySeq.get(seq) as TaskRow | undefined) ?? null,
    find: (id: string): TaskRow | null => (byId.get(id) as TaskRow | undefined) ?? null,
    ofRun: (run: number): TaskRow[] => ofRun.all(run) as TaskRow[],
    ofNode: (run: number, nodeKey: string): TaskRow | null => (ofNode.get(run, nodeKey) as TaskRow | undefined) ?? null,
    /** The running task with a token. */
    holding: (token: string): TaskRow | null => (holding.get(token) as TaskRow | undefined) ?? null,
    /** Tasks of a node, and of its parts (`NODE/PART`), that have not ended. */
    openOfNode(run: number, nodeKey: string): TaskRow[] {
      const own = ofNode.get(run, nodeKey) as TaskRow | undefined
      const parts = openOfNode.all({ run, from: `${nodeKey}/`, to: `${nodeKey}0` }) as TaskRow[]
      return own && own.endedAt === null ? [own, ...parts] : parts
    },
    /** The ready tasks of a queue, in the order in which they start. */
    ready: (queue: string, limit: number): Work[] => (ready.all(queue, limit) as WorkRow[]).map(fromRow),
    /** The running tasks of a run. */
    runningOf: (run: number): TaskRow[] => runningOf.all(run) as TaskRow[],
    running: (): TaskRow[] => running.all() as TaskRow[],
    work: (seq: number): Work => fromRow(workOf.get(seq) as WorkRow),
    /** The spec of a run without a job. */
    adHocSpec: (run: number): Spec => readSpec(specOf.get(run) as string),
    result: (seq: number): unknown => {
      const text = resultOf.get(seq) as string | null | undefined
      return text == null ? null : JSON.parse(text)
    },
    /** False: it was not running, or was asked before. */
    askStop: (seq: number, reason: 'stopped' | 'replaced', now: number): boolean =>
      askStop.run({ seq, reason, now }).changes === 1,
    extend: (seq: number, token: string, until: number): boolean => extend.run({ seq, token, until }).changes === 1,
    expired: (now: number): TaskRow[] => expired.all(now) as TaskRow[],
    /** Tasks that wait for another run of the job, oldest first. */
    heldOf: (jobId: string, limit: number): HeldTask[] => (tally.hasNoneHeld() ? [] : (heldOf.all(jobId, limit) as HeldTask[])),
  }
}
