import { describe, expect, it, onTestFinished } from 'vitest'
import { type Move, moves, type State, stages, states } from '../../../shared/run-state.ts'
import { temporaryFolder } from '../testing/engine.ts'
import { closedDatabase, insertTask, rowOf } from '../testing/store.ts'
import { type Db, openDb } from './db.ts'
import { createMoves } from './moves.ts'
import type { Place } from './tally.ts'

const allMoves = Object.keys(moves) as Move[]
const pairs = states.flatMap((state) =>
  allMoves.map((move) => ({ state, move, legal: (moves[move].from as readonly State[]).includes(state) })),
)
const legal = pairs.filter((pair) => pair.legal)
const illegal = pairs.filter((pair) => !pair.legal)

function openRows(): Db {
  const db = openDb(closedDatabase(temporaryFolder()))
  onTestFinished(() => void db.close())
  return db
}

const untold = { note: () => {} }
const nobody = { wake: () => {} }

describe('a task', () => {
  const holderOf = (state: State): string | null => (state === 'running' ? 'a1' : null)
  const placeOf = (state: State): Place | null => (state === 'queued' ? 'ready' : state === 'running' ? 'running' : null)
  const common = {
    task: 1,
    queue: 'default',
    at: 70,
    newToken: 'a2',
    leaseUntil: 100,
    stage: 'delayed',
    dueAt: 90,
    lost: 2,
    maxAttempts: 9,
  } as const

  function after(move: Move, before: Record<string, unknown>, reason: string | null): Record<string, unknown> {
    const free = { token: null, lease_until: null }
    const unasked = { stop_asked: null, stop_reason: null }
    switch (move) {
      case 'start':
        return {
          status: 'running',
          stage: null,
          token: 'a2',
          last_attempt: 'a2',
          runner: 1,
          lease_until: 100,
          attempts: Number(before['attempts']) + 1,
        }
      case 'retry':
        return { status: 'queued', stage: 'delayed', due_at: 90, lost: 2, ...free, ...unasked }
      case 'reopen': {
        const unended = { reason: null, ended_at: null, result: null }
        return { status: 'queued', stage: 'delayed', due_at: 90, lost: 0, max_attempts: 9, ...unended, ...unasked }
      }
      case 'succeed':
        return { status: 'succeeded', stage: null, ended_at: 70, reason, result: '{"n":2}', ...free }
      default:
        return { status: moves[move].to, stage: null, ended_at: 70, reason, ...free }
    }
  }

  it.each(legal)('that is $state can $move for its holder, and is counted where it is then', ({ state, move }) => {
    const db = openRows()
    const asked = state === 'queued' ? {} : { stop_asked: 25, stop_reason: 'stopped', result: '{"n":1}' }
    const before = insertTask(db, { status: state, lost: 1, priority: 5, ...asked })
    const reason = moves[move].reasons[0] ?? null
    const told: unknown[] = []
    const { task } = createMoves(db, { note: (change) => told.push(change) }, nobody)
    const place = placeOf(state)
    expect(task(move, { ...common, place, token: holderOf(state), reason, result: { n: 2 } })).toBe(true)
    expect(rowOf(db, 'task')).toEqual({ ...before, ...after(move, before, reason) })
    const to = move === 'start' ? 'running' : move === 'retry' || move === 'reopen' ? 'delayed' : null
    expect(told).toEqual([{ queue: 'default', from: place, to }])
  })

  it.each(illegal)('that is $state cannot $move, for any caller, and is counted where it was', ({ state, move }) => {
    const db = openRows()
    const before = insertTask(db, { status: state })
    const told: unknown[] = []
    const { task } = createMoves(db, { note: (change) => told.push(change) }, nobody)
    const facts = { ...common, place: placeOf(state), reason: moves[move].reasons[0] ?? null }
    for (const token of [null, 'a1', 'a2']) expect(task(move, { ...facts, token })).toBe(false)
    expect(rowOf(db, 'task')).toEqual(before)
    expect(told).toEqual([])
  })

  it.each(['succeed', 'fail', 'stop', 'retry'] as const)('that runs does not %s for a token that is not its own', (move) => {
    const db = openRows()
    const before = insertTask(db, { status: 'running' })
    const facts = { ...common, place: 'running', reason: moves[move].reasons[0] ?? null } as const
    for (const token of [null, '', 'A1', 'a0', 'a1 '])
      expect(createMoves(db, untold, nobody).task(move, { ...facts, token })).toBe(false)
    expect(rowOf(db, 'task')).toEqual(before)
  })

  const comesBack = legal.filter(({ move }) => moves[move].to === 'queued')
  it.each(stages.flatMap((stage) => comesBack.map((pair) => ({ ...pair, stage }))))(
    'that is $state and can $move is $stage then, and counted there',
    ({ state, move, stage }) => {
      const db = openRows()
      insertTask(db, { status: state })
      const told: unknown[] = []
      const { task } = createMoves(db, { note: (change) => told.push(change) }, nobody)
      const from = placeOf(state)
      expect(task(move, { ...common, stage, queue: 'other', place: from, token: holderOf(state) })).toBe(true)
      expect([rowOf(db, 'task')?.['stage'], told]).toEqual([stage, [{ queue: 'other', from, to: stage }]])
    },
  )

  const leaves = legal.filter(({ state }) => state === 'queued')
  it.each(stages.flatMap((stage) => leaves.map(({ move }) => ({ move, stage }))))(
    'that is $stage and can $move is no longer counted there',
    ({ move, stage }) => {
      const db = openRows()
      insertTask(db, { status: 'queued', stage })
      const told: unknown[] = []
      const { task } = createMoves(db, { note: (change) => told.push(change) }, nobody)
      expect(task(move, { ...common, place: stage, reason: moves[move].reasons[0] ?? null })).toBe(true)
      expect([rowOf(db, 'task')?.['stage'], told]).toEqual([
        null,
        [{ queue: 'default', from: stage, to: move === 'start' ? 'running' : null }],
      ])
    },
  )

  it('comes again with a new token: the holder of the old one is too late', () => {
    const db = openRows()
    const before = insertTask(db, { status: 'running', stop_asked: 25, stop_reason: 'stopped', max_attempts: 3 })
    const { task } = createMoves(db, untold, nobody)
    const facts = { ...common, place: 'running', stage: 'ready' } as const
    expect(task('retry', { ...facts, token: 'a1' })).toBe(true)
    expect(task('retry', { ...facts, token: 'a1' })).toBe(false)
    expect(task('start', { ...facts, place: 'ready' })).toBe(true)
    for (const move of ['succeed', 'fail', 'stop', 'retry'] as const)
      expect(task(move, { ...facts, token: 'a1', reason: moves[move].reasons[0] ?? null })).toBe(false)
    const asked = { stop_asked: null, stop_reason: null }
    const second = { token: 'a2', last_attempt: 'a2', runner: 1, attempts: 2 }
    expect(rowOf(db, 'task')).toEqual({ ...before, ...second, lease_until: 100, due_at: 90, lost: 2, ...asked })
    expect(task('succeed', { ...facts, token: 'a2' })).toBe(true)
  })

  it('is reopened for the first caller only, and its attempts keep counting up', () => {
    const db = openRows()
    const before = insertTask(db, { status: 'failed', attempts: 4, max_attempts: 4, lost: 3 })
    const { task } = createMoves(db, untold, nobody)
    expect(task('reopen', { ...common, place: null, stage: 'ready' })).toBe(true)
    expect(task('reopen', { ...common, place: null, stage: 'ready' })).toBe(false)
    expect(task('start', { ...common, place: 'ready' })).toBe(true)
    expect(rowOf(db, 'task')).toEqual({
      ...before,
      ...{ status: 'running', reason: null, ended_at: null },
      ...{ token: 'a2', last_attempt: 'a2', runner: 1, lease_until: 100, attempts: 5, max_attempts: 9, due_at: 90, lost: 0 },
    })
  })

  it.each(['retry', 'reopen'] as const)('cannot be moved by %s into waiting without anything to wait for', (move) => {
    const db = openRows()
    const before = insertTask(db, { status: moves[move].from[0] })
    const { stage: _, ...facts } = common
    const token = move === 'retry' ? 'a1' : null
    const told: unknown[] = []
    const { task } = createMoves(db, { note: (change) => told.push(change) }, nobody)
    expect(() => task(move, { ...facts, place: null, token })).toThrow(/CHECK/)
    expect([rowOf(db, 'task'), told]).toEqual([before, []])
  })

  it('is ended once: the second of two holders of the same token is too late', () => {
    const db = openRows()
    insertTask(db, { status: 'running' })
    const { task } = createMoves(db, untold, nobody)
    const facts = { task: 1, queue: 'default', place: 'running', token: 'a1' } as const
    expect(task('succeed', { ...facts, at: 70 })).toBe(true)
    expect(task('fail', { ...facts, at: 71, reason: 'lost' })).toBe(false)
    expect(rowOf(db, 'task')).toMatchObject({ status: 'succeeded', ended_at: 70, reason: null })
  })
})
