import { describe, expect, it, onTestFinished } from 'vitest'
import { type Move, moves, type State, states } from '../../../shared/run-state.ts'
import { temporaryFolder } from '../testing.ts'
import { type Db, openDb } from './db.ts'
import { createMoves } from './moves.ts'
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

describe('a run', () => {
  const everyReason = legal.flatMap((pair) => {
    const reasons: readonly string[] = moves[pair.move].reasons
    return (reasons.length > 0 ? reasons : [null]).map((reason) => ({ ...pair, reason }))
  })

  it.each(everyReason)('that is $state can $move with the reason $reason', ({ state, move, reason }) => {
    const db = openRows()
    const before = insertRun(db, { status: state })
    expect(
      createMoves(db).run(move, { id: 'r1', at: 70, reason: reason as null, exitCode: 3, signal: 'SIGHUP', error: 'why' }),
    ).toBe(true)
    const facts =
      move === 'start'
        ? { status: 'running', started_at: 70 }
        : { status: moves[move].to, ended_at: 70, reason, exit_code: 3, signal: 'SIGHUP', error: 'why' }
    expect(rowOf(db, 'run')).toEqual({ ...before, ...facts })
  })

  it.each(illegal)('that is $state cannot $move, and stays as it is', ({ state, move }) => {
    const db = openRows()
    const before = insertRun(db, { status: state })
    expect(createMoves(db).run(move, { id: 'r1', at: 70, reason: moves[move].reasons[0] ?? null })).toBe(false)
    expect(rowOf(db, 'run')).toEqual(before)
  })

  it('that does not exist cannot move', () => {
    expect(createMoves(openRows()).run('start', { id: 'nobody', at: 1 })).toBe(false)
  })

  it.each(['fail', 'stop', 'withdraw', 'skip'] as const)('does not %s without a reason', (move) => {
    const db = openRows()
    const before = insertRun(db, { status: moves[move].from[0] })
    expect(() => createMoves(db).run(move, { id: 'r1', at: 70 })).toThrow(/CHECK/)
    expect(rowOf(db, 'run')).toEqual(before)
  })
})

describe('a task', () => {
  const holderOf = (state: State): string | null => (state === 'running' ? 'a1' : null)

  it.each(legal)('that is $state can $move for its holder', ({ state, move }) => {
    const db = openRows()
    const before = insertTask(db, { status: state })
    const reason = moves[move].reasons[0] ?? null
    expect(createMoves(db).task(move, { id: 't1', at: 70, token: holderOf(state), newToken: 'a2', reason })).toBe(true)
    const facts =
      move === 'start'
        ? { status: 'running', token: 'a2', attempts: Number(before['attempts']) + 1 }
        : { status: moves[move].to, token: null, ended_at: 70, reason }
    expect(rowOf(db, 'task')).toEqual({ ...before, ...facts })
  })

  it.each(illegal)('that is $state cannot $move, whoever asks', ({ state, move }) => {
    const db = openRows()
    const before = insertTask(db, { status: state })
    const facts = { id: 't1', at: 70, newToken: 'a2', reason: moves[move].reasons[0] ?? null }
    for (const token of [null, 'a1', 'a2']) expect(createMoves(db).task(move, { ...facts, token })).toBe(false)
    expect(rowOf(db, 'task')).toEqual(before)
  })

  it.each(['succeed', 'fail', 'stop'] as const)('that runs does not %s for a token that is not its own', (move) => {
    const db = openRows()
    const before = insertTask(db, { status: 'running' })
    const reason = moves[move].reasons[0] ?? null
    for (const token of [null, '', 'A1', 'a0', 'a1 '])
      expect(createMoves(db).task(move, { id: 't1', at: 70, token, reason })).toBe(false)
    expect(rowOf(db, 'task')).toEqual(before)
  })

  it('is ended once: the second of two holders of the same token is too late', () => {
    const db = openRows()
    insertTask(db, { status: 'running' })
    const { task } = createMoves(db)
    expect(task('succeed', { id: 't1', at: 70, token: 'a1' })).toBe(true)
    expect(task('fail', { id: 't1', at: 71, token: 'a1', reason: 'lost' })).toBe(false)
    expect(rowOf(db, 'task')).toMatchObject({ status: 'succeeded', ended_at: 70, reason: null })
  })
})
