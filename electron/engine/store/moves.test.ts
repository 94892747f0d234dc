import { describe, expect, it, onTestFinished } from 'vitest'
import { type Move, moves, type State, states } from '../../../shared/run-state.ts'
import { temporaryFolder } from '../testing.ts'
import { type Db, openDb } from './db.ts'
import { createMoves } from './moves.ts'
import type { Place } from './tally.ts'
import { closedDatabase, insertRun, insertTask, rowOf } from './testing.ts'

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

describe('a run', () => {
  const everyReason = legal.flatMap((pair) => {
    const reasons: readonly string[] = moves[pair.move].reasons
    return (reasons.length > 0 ? reasons : [null]).map((reason) => ({ ...pair, reason }))
  })

  /** What a row is after a move, beside what it was. */
  function after(move: Move, reason: string | null): Record<string, unknown> {
    switch (move) {
      case 'start':
        return { status: 'running', started_at: 70 }
      case 'again':
        return { retry_at: 90, error: 'why' }
      case 'revive':
        return { status: 'queued', started_at: null, ended_at: null, reason: null }
      default:
        return { status: moves[move].to, ended_at: 70, reason, exit_code: 3, signal: 'SIGHUP', error: 'why' }
    }
  }

  it.each(everyReason)('that is $state can $move with the reason $reason', ({ state, move, reason }) => {
    const db = openRows()
    const before = insertRun(db, { status: state })
    const facts = { run: 1, at: 70, reason: reason as null, exitCode: 3, signal: 'SIGHUP', error: 'why', retryAt: 90 }
    expect(createMoves(db, untold).run(move, facts)).toBe(true)
    expect(rowOf(db, 'run')).toEqual({ ...before, ...after(move, reason) })
  })

  it.each(illegal)('that is $state cannot $move, and stays as it is', ({ state, move }) => {
    const db = openRows()
    const before = insertRun(db, { status: state })
    expect(createMoves(db, untold).run(move, { run: 1, at: 70, reason: moves[move].reasons[0] ?? null })).toBe(false)
    expect(rowOf(db, 'run')).toEqual(before)
  })

  it('that waits between two attempts can be stopped, and waits no more', () => {
    const db = openRows()
    insertRun(db, { status: 'running', retry_at: 90 })
    expect(createMoves(db, untold).run('stop', { run: 1, at: 70, reason: 'stopped' })).toBe(true)
    expect(rowOf(db, 'run')).toMatchObject({ status: 'cancelled', retry_at: null })
  })

  it('that does not exist cannot move', () => {
    expect(createMoves(openRows(), untold).run('start', { run: 77, at: 1 })).toBe(false)
  })

  it.each(['fail', 'stop', 'withdraw', 'skip'] as const)('does not %s without a reason', (move) => {
    const db = openRows()
    const before = insertRun(db, { status: moves[move].from[0] })
    expect(() => createMoves(db, untold).run(move, { run: 1, at: 70 })).toThrow(/CHECK/)
    expect(rowOf(db, 'run')).toEqual(before)
  })
})

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
    switch (move) {
      case 'start':
        return { status: 'running', stage: null, token: 'a2', lease_until: 100, attempts: Number(before['attempts']) + 1 }
      case 'again':
        return { status: 'queued', stage: 'delayed', due_at: 90, lost: 2, ...free }
      case 'revive':
        return { status: 'queued', stage: 'delayed', due_at: 90, lost: 0, reason: null, ended_at: null, max_attempts: 9 }
      default:
        return { status: moves[move].to, stage: null, ended_at: 70, reason, ...free }
    }
  }

  it.each(legal)('that is $state can $move for its holder, and is counted where it is then', ({ state, move }) => {
    const db = openRows()
    const before = insertTask(db, { status: state })
    const reason = moves[move].reasons[0] ?? null
    const told: unknown[] = []
    const { task } = createMoves(db, { note: (change) => told.push(change) })
    const place = placeOf(state)
    expect(task(move, { ...common, place, token: holderOf(state), reason })).toBe(true)
    expect(rowOf(db, 'task')).toEqual({ ...before, ...after(move, before, reason) })
    const to = move === 'start' ? 'running' : move === 'again' || move === 'revive' ? 'delayed' : null
    expect(told).toEqual([{ queue: 'default', from: place, to }])
  })

  it.each(illegal)('that is $state cannot $move, whoever asks, and is counted where it was', ({ state, move }) => {
    const db = openRows()
    const before = insertTask(db, { status: state })
    const told: unknown[] = []
    const { task } = createMoves(db, { note: (change) => told.push(change) })
    const facts = { ...common, place: placeOf(state), reason: moves[move].reasons[0] ?? null }
    for (const token of [null, 'a1', 'a2']) expect(task(move, { ...facts, token })).toBe(false)
    expect(rowOf(db, 'task')).toEqual(before)
    expect(told).toEqual([])
  })

  it.each(['succeed', 'fail', 'stop', 'again'] as const)('that runs does not %s for a token that is not its own', (move) => {
    const db = openRows()
    const before = insertTask(db, { status: 'running' })
    const facts = { ...common, place: 'running', reason: moves[move].reasons[0] ?? null } as const
    for (const token of [null, '', 'A1', 'a0', 'a1 ']) expect(createMoves(db, untold).task(move, { ...facts, token })).toBe(false)
    expect(rowOf(db, 'task')).toEqual(before)
  })

  it('is ended once: the second of two holders of the same token is too late', () => {
    const db = openRows()
    insertTask(db, { status: 'running' })
    const { task } = createMoves(db, untold)
    const facts = { task: 1, queue: 'default', place: 'running', token: 'a1' } as const
    expect(task('succeed', { ...facts, at: 70 })).toBe(true)
    expect(task('fail', { ...facts, at: 71, reason: 'lost' })).toBe(false)
    expect(rowOf(db, 'task')).toMatchObject({ status: 'succeeded', ended_at: 70, reason: null })
  })
})
