import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/engine.ts'
import { closedDatabase, insertAttempt, insertRun, insertTask, rowOf } from '../testing/store.ts'
import { type Db, openDb } from './db.ts'

function openRows(): Db {
  const db = openDb(closedDatabase(temporaryFolder()))
  onTestFinished(() => void db.close())
  return db
}

describe('the database refuses half-made rows', () => {
  const at = 5
  it.each([
    ['a queued run that has started', { status: 'queued', started_at: at }],
    ['a queued run with a reason', { status: 'queued', reason: 'lost' }],
    ['a running run that never started', { status: 'running', started_at: null }],
    ['a running run that has ended', { status: 'running', ended_at: at }],
    ['a success with a reason', { status: 'succeeded', reason: 'lost' }],
    ['a success without an end', { status: 'succeeded', ended_at: null }],
    ['a failure without a reason', { status: 'failed', reason: null }],
    ['a failure that never started', { status: 'failed', started_at: null }],
    ['a cancelled run without a reason', { status: 'cancelled', reason: null }],
    ['a skipped run that started', { status: 'skipped', started_at: at }],
    ['an unknown state', { status: 'paused' }],
    ['a queued run that waits for a retry', { status: 'queued', retry_at: at }],
    ['an ended run that waits for a retry', { status: 'failed', retry_at: at }],
    ['a skipped run that waits for a retry', { status: 'skipped', retry_at: at }],
    ['a run that is held by halves', { status: 'queued', held: 2 }],
    ['a job without a version', { status: 'queued', job_id: 'j1' }],
    ['a version without a job', { status: 'queued', job_version: 1 }],
  ] as const)('%s', (_, facts) => {
    const db = openRows()
    expect(() => insertRun(db, facts)).toThrow(/CHECK constraint failed/)
    expect(rowOf(db, 'run')).toBeUndefined()
  })

  it.each([
    ['a queued task with a token', { status: 'queued', token: 'a1', lease_until: at }],
    ['a queued task that waits for nothing', { status: 'queued', stage: null }],
    ['a running task that waits', { status: 'running', stage: 'ready' }],
    ['an ended task that waits', { status: 'failed', stage: 'delayed' }],
    ['an unknown stage', { status: 'queued', stage: 'asleep' }],
    ['a token without a lease', { status: 'running', lease_until: null }],
    ['a lease without a token', { status: 'queued', lease_until: at }],
    ['an ended task with a lease', { status: 'cancelled', lease_until: at }],
    ['a wish to stop without its reason', { status: 'running', stop_asked: at }],
    ['a reason to stop without the wish', { status: 'running', stop_reason: 'stopped' }],
    ['a task that may never be tried', { status: 'queued', max_attempts: 0 }],
    ['a result that is not JSON', { status: 'succeeded', result: '{' }],
    ['a queued task that should stop', { status: 'queued', stop_asked: at, stop_reason: 'stopped' }],
    ['a running task without a token', { status: 'running', token: null, lease_until: null }],
    ['a running task without an attempt', { status: 'running', attempts: 0 }],
    ['a running task with an end', { status: 'running', ended_at: at }],
    ['an ended task that still has its token', { status: 'succeeded', token: 'a1', lease_until: at }],
    ['an ended task without its end', { status: 'failed', ended_at: null }],
    ['a failed task without a reason', { status: 'failed', reason: null }],
    ['a success with a reason', { status: 'succeeded', reason: 'lost' }],
    ['fewer than no attempts', { status: 'queued', attempts: -1 }],
    ['a specification that is not JSON', { status: 'queued', spec: '{' }],
  ] as const)('%s (task)', (_, facts) => {
    const db = openRows()
    expect(() => insertTask(db, facts)).toThrow(/CHECK constraint failed|malformed JSON/)
    expect(rowOf(db, 'task')).toBeUndefined()
  })

  it.each([
    ['a running attempt that has ended', { status: 'running', ended_at: at }],
    ['a failed attempt without a reason', { status: 'failed', reason: null }],
    ['a success with a reason', { status: 'succeeded', reason: 'lost' }],
    ['a cancelled attempt without its end', { status: 'cancelled', ended_at: null }],
    ['an attempt that waits', { status: 'queued' }],
    ['an attempt that was skipped', { status: 'skipped' }],
    ['an attempt before the first', { status: 'running', number: 0 }],
    ['a measurement that is not JSON', { status: 'running', usage: '{' }],
  ] as const)('%s (attempt)', (_, facts) => {
    const db = openRows()
    insertTask(db, { status: 'running' })
    expect(() => insertAttempt(db, facts)).toThrow(/CHECK constraint failed/)
    expect(rowOf(db, 'attempt')).toBeUndefined()
  })

  it.each([
    ['a queue without room', `INSERT INTO queue (name, cap, changed_at) VALUES ('q', 0, 1)`],
    ['a queue in an unknown state', `INSERT INTO queue (name, state, changed_at) VALUES ('q', 'asleep', 1)`],
    ['a queue in no state', `INSERT INTO queue (name, state, changed_at) VALUES ('q', NULL, 1)`],
    [
      'a job that is muted by halves',
      `INSERT INTO job (id, name, enabled, version, created_at, updated_at, muted) VALUES ('j', 'j', 1, 1, 1, 1, 2)`,
    ],
    [
      'a job that is pinned by halves',
      `INSERT INTO job (id, name, enabled, version, created_at, updated_at, pinned) VALUES ('j', 'j', 1, 1, 1, 1, 2)`,
    ],
    ['a setting that is not JSON', `INSERT INTO setting (key, value) VALUES ('k', '{')`],
    ['an event of a run without its number', `INSERT INTO event (at, noun, id, type, data) VALUES (1, 'run', 'r1', 'x', '{}')`],
    [
      'an event of a run with an id of its own',
      `INSERT INTO event (at, noun, run, id, type, data) VALUES (1, 'run', 1, 'r1', 'x', '{}')`,
    ],
    ['an event of nothing', `INSERT INTO event (at, noun, type, data) VALUES (1, 'job', 'x', '{}')`],
    [
      'an event of a job with the number of a run',
      `INSERT INTO event (at, noun, run, type, data) VALUES (1, 'job', 1, 'x', '{}')`,
    ],
  ])('%s', (_, sql) => {
    expect(() => openRows().exec(sql)).toThrow(/(CHECK|NOT NULL) constraint failed|malformed JSON/)
  })

  it('an update that leaves a row half moved', () => {
    const db = openRows()
    const before = insertTask(db, { status: 'running' })
    for (const half of [
      `status = 'failed'`,
      'token = NULL',
      'lease_until = NULL',
      `stage = 'ready'`,
      'stop_asked = 9',
      `reason = 'lost'`,
      `status = 'queued'`,
      'ended_at = 9',
    ])
      expect(() => db.exec(`UPDATE task SET ${half}`)).toThrow(/CHECK constraint failed/)
    expect(rowOf(db, 'task')).toEqual(before)
  })

  it('a second of what there may be one of', () => {
    const db = openRows()
    insertTask(db, { status: 'running' })
    insertAttempt(db, { status: 'running' })
    for (const sql of [
      `INSERT INTO queue (name, changed_at) VALUES ('default', 1)`,
      `INSERT INTO attempt_record (task, number, id, status, started_at, log_path) VALUES (1, 1, 'a2', 'running', 1, 'l')`,
      `INSERT INTO task (id, run, node_key, type, status, stage, queue, priority, due_at, max_attempts, created_at)
       VALUES ('t2', 1, 'main', 'shell', 'queued', 'ready', 'default', 0, 1, 1, 1)`,
      `INSERT INTO idempotency VALUES ('k', 1, 'f', 9), ('k', 1, 'f', 9)`,
    ])
      expect(() => db.exec(sql), sql).toThrow(/UNIQUE constraint failed/)
  })

  it('a key for a task that does not exist; and a task takes its keys with it', () => {
    const db = openRows()
    expect(() => db.exec(`INSERT INTO idempotency VALUES ('k', 77, 'f', 9)`)).toThrow(/FOREIGN KEY/)
    insertTask(db, { status: 'queued' })
    db.exec(`INSERT INTO idempotency VALUES ('k', 1, 'f', 9)`)
    db.exec('DELETE FROM task')
    expect(rowOf(db, 'idempotency')).toBeUndefined()
  })

  it('a number where text belongs, and work for a run that does not exist', () => {
    const db = openRows()
    expect(() => db.exec(`INSERT INTO event (at, noun, id, type, data) VALUES ('soon', 'job', 'r1', 'queued', '{}')`)).toThrow(
      /cannot store TEXT/,
    )
    expect(() =>
      db.exec(`INSERT INTO task (id, run, node_key, type, status, stage, queue, priority, due_at, max_attempts, created_at)
         VALUES ('t', 77, 'k', 'shell', 'queued', 'ready', 'default', 0, 1, 1, 1)`),
    ).toThrow(/FOREIGN KEY/)
  })
})
