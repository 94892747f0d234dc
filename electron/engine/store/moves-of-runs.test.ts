import { describe, expect, it, onTestFinished } from 'vitest'
import { type Move, moves, type State, states } from '../../../shared/run-state.ts'
import { temporaryFolder } from '../testing/engine.ts'
import { closedDatabase, insertRun, rowOf } from '../testing/store.ts'
import { type Db, openDb } from './db.ts'
import { createMoves } from './moves.ts'

const allMoves = Object.keys(moves) as Move[]
const pairs = states.flatMap((state) =>
  allMoves.map((move) => ({ state, move, legal: (moves[move].from as readonly State[]).includes(state) })),
)
const legal = pairs.filter((pair) => pair.legal)
const illegal = pairs.filter((pair) => !pair.legal)
const ends = legal.filter(({ state, move }) => state === 'running' && move !== 'retry')

function openRows(): Db {
  const db = openDb(closedDatabase(temporaryFolder()))
  onTestFinished(() => void db.close())
  return db
}

const untold = { note: () => {} }
const nobody = { wake: () => {} }

describe('a run', () => {
  const everyReason = legal.flatMap((pair) => {
    const reasons: readonly string[] = moves[pair.move].reasons
    return (reasons.length > 0 ? reasons : [null]).map((reason) => ({ ...pair, reason }))
  })

  /** The row after a move, compared with the row before. */
  function after(move: Move, reason: string | null): Record<string, unknown> {
    switch (move) {
      case 'start':
        return { status: 'running', started_at: 70 }
      case 'retry':
        return { retry_at: 90, error: 'why' }
      case 'reopen':
        return {
          status: 'queued',
          started_at: null,
          ended_at: null,
          reason: null,
          error: null,
          exit_code: null,
          signal: null,
          queued_at: 70,
        }
      default:
        return { status: moves[move].to, ended_at: 70, retry_at: null, reason, exit_code: 3, signal: 'SIGHUP', error: 'why' }
    }
  }

  it.each(everyReason)('that is $state can $move with the reason $reason', ({ state, move, reason }) => {
    const db = openRows()
    const before = insertRun(db, { status: state, error: 'before', exit_code: 9, signal: 'SIGUSR1', held: 1 })
    const facts = { run: 1, at: 70, reason: reason as null, exitCode: 3, signal: 'SIGHUP', error: 'why', retryAt: 90 }
    expect(createMoves(db, untold, nobody).run(move, facts)).toBe(true)
    expect(rowOf(db, 'run')).toEqual({ ...before, ...after(move, reason) })
  })

  it.each(illegal)('that is $state cannot $move, and stays unchanged', ({ state, move }) => {
    const db = openRows()
    const before = insertRun(db, { status: state })
    expect(createMoves(db, untold, nobody).run(move, { run: 1, at: 70, reason: moves[move].reasons[0] ?? null })).toBe(false)
    expect(rowOf(db, 'run')).toEqual(before)
  })

  it.each(ends)('that waits between two attempts can $move, and waits no more', ({ move }) => {
    const db = openRows()
    const before = insertRun(db, { status: 'running', retry_at: 90, error: 'before' })
    const reason = moves[move].reasons[0] ?? null
    expect(createMoves(db, untold, nobody).run(move, { run: 1, at: 70, reason })).toBe(true)
    expect(rowOf(db, 'run')).toEqual({ ...before, status: moves[move].to, reason, error: null, ended_at: 70, retry_at: null })
  })

  it('that waits between two attempts continues unchanged, with the next one', () => {
    const db = openRows()
    const before = insertRun(db, { status: 'running' })
    const { run, resumeRun } = createMoves(db, untold, nobody)
    expect(run('retry', { run: 1, at: 70, retryAt: 90, error: 'why' })).toBe(true)
    expect(rowOf(db, 'run')).toEqual({ ...before, retry_at: 90, error: 'why' })
    resumeRun(77)
    expect(rowOf(db, 'run')).toMatchObject({ retry_at: 90 })
    resumeRun(1)
    expect(rowOf(db, 'run')).toEqual({ ...before, error: 'why' })
  })

  it('that was retried starts, and ends, as if it were new', () => {
    const db = openRows()
    const before = insertRun(db, { status: 'failed', error: 'before' })
    const { run } = createMoves(db, untold, nobody)
    expect(run('reopen', { run: 1, at: 60 })).toBe(true)
    expect(run('reopen', { run: 1, at: 61 })).toBe(false)
    expect(run('start', { run: 1, at: 70 })).toBe(true)
    expect(run('succeed', { run: 1, at: 80, exitCode: 0 })).toBe(true)
    const facts = { status: 'succeeded', reason: null, error: null, exit_code: 0, queued_at: 60, started_at: 70, ended_at: 80 }
    expect(rowOf(db, 'run')).toEqual({ ...before, ...facts })
  })

  it('that does not exist cannot move', () => {
    expect(createMoves(openRows(), untold, nobody).run('start', { run: 77, at: 1 })).toBe(false)
  })

  it.each(['fail', 'stop', 'withdraw', 'skip'] as const)('does not %s without a reason', (move) => {
    const db = openRows()
    const before = insertRun(db, { status: moves[move].from[0] })
    expect(() => createMoves(db, untold, nobody).run(move, { run: 1, at: 70 })).toThrow(/CHECK/)
    expect(rowOf(db, 'run')).toEqual(before)
  })
})
