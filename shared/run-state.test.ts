import { describe, expect, it } from 'vitest'
import { endedStates, type Move, moves, reasons, reasonText, type State, states } from './run-state.ts'

const allMoves = Object.keys(moves) as Move[]
const isLegal = (from: State, move: Move): boolean => (moves[move].from as readonly State[]).includes(from)
const hasEnded = (state: State): boolean => (endedStates as readonly State[]).includes(state)

describe('the table of moves', () => {
  it.each(endedStates)('lets nothing leave %s', (state) => {
    expect(allMoves.filter((move) => isLegal(state, move))).toEqual([])
  })

  it('leads to every state but the first, which is where a run begins', () => {
    expect(new Set(allMoves.map((move) => moves[move].to))).toEqual(new Set(states.filter((state) => state !== 'queued')))
  })

  it('never names a state that a move both leaves and reaches', () => {
    for (const move of allMoves) expect(isLegal(moves[move].to, move)).toBe(false)
  })

  it('asks for a reason for every end but success', () => {
    const ends = allMoves.filter((move) => hasEnded(moves[move].to))
    expect(ends.filter((move) => moves[move].reasons.length === 0)).toEqual(['succeed'])
  })

  it('gives each reason to one move only, and has words for it', () => {
    expect(new Set(reasons).size).toBe(reasons.length)
    expect(Object.keys(reasonText).sort()).toEqual([...reasons].sort())
  })
})
