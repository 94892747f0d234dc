import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../electron/engine/testing/engine.ts'
import { closedDatabase, insertAttempt, insertMany, type Row } from '../../../electron/engine/testing/store.ts'
import { openRecord, recordedScript } from '../script-record.ts'
import type { Expected } from './expected.ts'
import { findingsIn } from './findings.ts'

const act = 'i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo "line $i"; echo "problem $i" >&2; done'
const log = 'line 1\nline 2\nproblem 1\nline 3\nproblem 2\nproblem 3\n'

/** The data of one task that succeeded at its second attempt, and what was expected of it. */
function soundData() {
  const data = temporaryFolder()
  const db = new Database(closedDatabase(data))
  const record = openRecord(join(data, 'script-record'))
  const spec = JSON.stringify({ body: { kind: 'command', args: ['-c', recordedScript(record.path, act)] } })
  insertMany(db, [{ status: 'succeeded', spec, attempts: 2, max_attempts: 9 }])
  mkdirSync(join(data, 'logs'))
  const attempt = (number: number, status: string, text: string, facts: Row = {}): void => {
    const log_path = `logs/${number}.log`
    insertAttempt(db, { id: `a${number}`, number, status, log_path, ...facts })
    writeFileSync(join(data, log_path), text)
  }
  attempt(1, 'failed', 'line 1\nprob')
  attempt(2, 'succeeded', log)
  const event = db.prepare(`INSERT INTO event (at, noun, run, type, data) VALUES (1, 'run', 1, ?, '{}')`)
  for (const type of ['queued', 'started', 'succeeded']) event.run(type)
  appendFileSync(record.path, 'start t1 1\nstart t1 2\nend t1 2\n')
  const expected: Expected = { tasks: new Map([['t1', ['succeeded']]]), noOtherTasks: true, record }
  return { data, db, record, expected, attempt, event }
}

type Data = ReturnType<typeof soundData>
const sql =
  (text: string) =>
  ({ db }: Data): void =>
    void db.exec(text)
const recording =
  (lines: string) =>
  ({ record }: Data): void =>
    appendFileSync(record.path, lines)
const expecting =
  (over: (data: Data) => Partial<Expected>) =>
  (data: Data): void =>
    void Object.assign(data.expected, over(data))
const before = (over: Partial<NonNullable<Expected['before']>>) =>
  expecting(({ record }) => ({ before: { record, started: new Set(), completed: [], ...over } }))

const damages: [name: string, damage: (data: Data) => void, findings: string[]][] = [
  ['sound data', () => {}, []],
  ['a row without the row it refers to', sql('PRAGMA foreign_keys = OFF; UPDATE task SET run = 9'), ['damaged']],
  [
    'an acknowledged task that is missing',
    expecting(() => ({
      tasks: new Map([
        ['t1', ['succeeded']],
        ['t2', ['failed']],
      ]),
    })),
    ['lost'],
  ],
  [
    'a missing task that was deleted',
    expecting(() => ({
      tasks: new Map([
        ['t1', ['succeeded']],
        ['t2', []],
      ]),
      deleted: new Set(['t2']),
    })),
    [],
  ],
  ['another end than expected', expecting(() => ({ tasks: new Map([['t1', ['failed']]]) })), ['wrong end']],
  ['a task that no client requested', expecting(() => ({ tasks: new Map() })), ['not requested']],
  [
    'a task that was refused',
    ({ db, expected }) => {
      db.exec(`INSERT INTO idempotency VALUES ('key', 1, 'x', 9)`)
      expected.refused = ['key']
    },
    ['refused and kept'],
  ],
  ['a run that did not end', sql(`UPDATE run SET status = 'running', ended_at = NULL`), ['never ended', 'contradiction']],
  [
    'a task that did not end',
    sql(`UPDATE task SET status = 'running', token = 'x', lease_until = 9, ended_at = NULL`),
    ['wrong end', 'never ended', 'contradiction'],
  ],
  [
    'an attempt that did not end',
    sql(`UPDATE attempt_record SET status = 'running', reason = NULL, ended_at = NULL WHERE number = 1`),
    ['never ended'],
  ],
  ['an attempt after a success', ({ attempt }) => attempt(3, 'failed', ''), ['ran again after its success']],
  ['a second end', ({ event }) => event.run('failed'), ['ended twice']],
  [
    'a second end after a retry',
    ({ event }) => {
      for (const type of ['retried', 'succeeded']) event.run(type)
    },
    [],
  ],
  ['an attempt that only its script knows', recording('start t1 3\n'), ['executed without an attempt']],
  ['an attempt that started twice', recording('start t1 2\n'), ['started twice']],
  ['an attempt that ended after the next had started', recording('end t1 1\n'), ['overlapping']],
  [
    'a success that its script does not know',
    ({ record }) => writeFileSync(record.path, 'start t1 1\nstart t1 2\n'),
    ['success without a script that ended'],
  ],
  ['an attempt that started again after a power cut', before({ started: new Set(['t1 2']) }), ['started again under its number']],
  ['a task that was complete before a power cut', before({ completed: ['t9'] }), ['completed and lost']],
  ['a task that ran again after a power cut', before({ completed: ['t1'] }), ['completed and run again']],
  ['a log without its last line', ({ data }) => writeFileSync(join(data, 'logs/2.log'), log.slice(0, -10)), ['broken log']],
  ['a log with a line twice', ({ data }) => writeFileSync(join(data, 'logs/2.log'), `line 1\n${log}`), ['broken log']],
  [
    'a log of a failed attempt with another line',
    ({ data }) => writeFileSync(join(data, 'logs/1.log'), 'line 1\nother'),
    ['broken log'],
  ],
  [
    'a log that is incomplete, with a note of it',
    ({ data, db }) => {
      writeFileSync(join(data, 'logs/2.log'), 'line 1\n')
      db.exec('UPDATE attempt_record SET dropped_bytes = 5')
    },
    [],
  ],
  ['a run of a flow that is missing', expecting(() => ({ flows: new Map([['r9', { states: ['failed'] }]]) })), ['lost']],
  ['a run of a pipeline that is missing', expecting(() => ({ pipelines: new Map([['r9', { states: ['failed'] }]]) })), ['lost']],
]

describe('the checks after a crash', () => {
  for (const [name, damage, kinds] of damages)
    it(`${kinds.length > 0 ? 'report' : 'accept'} ${name}`, () => {
      const sound = soundData()
      damage(sound)
      sound.db.close()
      const findings = findingsIn(sound.data, sound.expected)
      expect(findings.map((finding) => finding.split(':')[0])).toEqual(kinds)
    })
})

it('the checks after a crash accept a task that was quarantined after three lost attempts', () => {
  const { data, db, expected, record } = soundData()
  db.exec(`UPDATE attempt_record SET status = 'failed', reason = 'lost'`)
  db.exec(`UPDATE task SET status = 'failed', reason = 'lost'; UPDATE run SET status = 'failed', reason = 'lost'`)
  expect(findingsIn(data, expected)).toHaveLength(1)
  insertAttempt(db, { id: 'a3', number: 3, status: 'failed', reason: 'lost', log_path: 'logs/3.log' })
  appendFileSync(record.path, 'start t1 3\n')
  db.close()
  expect(findingsIn(data, expected)).toEqual([])
})
