import { describe, expect, it } from 'vitest'
import { endedStates, type Move, moves, type Reason, reasons, reasonText, type State, states } from './run-state.ts'

const allMoves = Object.keys(moves) as Move[]
const isLegal = (from: State, move: Move): boolean => (moves[move].from as readonly State[]).includes(from)
const hasEnded = (state: State): boolean => (endedStates as readonly State[]).includes(state)

describe('the table of moves', () => {
  it.each(endedStates)('allows only a manual retry to leave %s', (state) => {
    expect(allMoves.filter((move) => isLegal(state, move))).toEqual(state === 'succeeded' ? [] : ['reopen'])
  })

  it('reaches every state, and queued only for another attempt', () => {
    expect(new Set(allMoves.map((move) => moves[move].to))).toEqual(new Set(states))
    expect(allMoves.filter((move) => moves[move].to === 'queued')).toEqual(['retry', 'reopen'])
  })

  it('has no move from a state to itself', () => {
    for (const move of allMoves) expect(isLegal(moves[move].to, move)).toBe(false)
  })

  it('requires a reason for every end except success', () => {
    const ends = allMoves.filter((move) => hasEnded(moves[move].to))
    expect(ends.filter((move) => moves[move].reasons.length === 0)).toEqual(['succeed'])
  })

  it('gives each reason to one move only, except replaced, which applies to queued and running runs', () => {
    const given = allMoves.flatMap((move): readonly Reason[] => moves[move].reasons)
    expect(given.filter((reason, index) => given.indexOf(reason) !== index)).toEqual(['replaced'])
    expect(reasons.toSorted()).toEqual([...new Set(given)].toSorted())
    expect(allMoves.filter((move) => (moves[move].reasons as readonly Reason[]).includes('replaced'))).toEqual([
      'stop',
      'withdraw',
    ])
  })

  it('allows another attempt only while a run is active, and a manual retry only after its end', () => {
    expect(states.filter((state) => isLegal(state, 'retry'))).toEqual(['running'])
    expect(states.filter((state) => isLegal(state, 'reopen'))).toEqual(['failed', 'cancelled', 'skipped'])
  })

  it('has a text for every reason', () => {
    expect(Object.keys(reasonText).sort()).toEqual([...new Set(reasons)].sort())
  })
})
