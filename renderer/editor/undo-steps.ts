import type { Splice } from '../../shared/flow/edit/gesture.ts'
import { applySplices, fits, inverted, spliceBetween } from '../../shared/flow/edit/splices.ts'

/** One change to the text. `topic`: changes of the same one, shortly after each other, are one step. */
export type Step = { splices: Splice[]; label: string; topic: string; at: number }
export type Steps = { done: Step[]; undone: Step[] }

export const noSteps: Steps = { done: [], undone: [] }

const mostSteps = 200
const joinMs = 1_000

/** Notes a change from one text to the next. */
export function noted({ done }: Steps, before: string, after: string, change: Omit<Step, 'splices'>): Steps {
  const last = done.at(-1)
  const joins = last !== undefined && change.topic !== '' && last.topic === change.topic && change.at - last.at < joinMs
  const from = joins ? applySplices(before, inverted(last.splices)) : before
  const step = { ...change, splices: spliceBetween(from, after) }
  return { done: [...(joins ? done.slice(0, -1) : done), step].slice(-mostSteps), undone: [] }
}

/** The text before the last step. */
export function undone({ done, undone: others }: Steps, text: string): { steps: Steps; text: string } | null {
  const step = done.at(-1)
  return step && fits(text, inverted(step.splices))
    ? { steps: { done: done.slice(0, -1), undone: [...others, step] }, text: applySplices(text, inverted(step.splices)) }
    : null
}

export function redone({ done, undone: others }: Steps, text: string): { steps: Steps; text: string } | null {
  const step = others.at(-1)
  return step && fits(text, step.splices)
    ? { steps: { done: [...done, step], undone: others.slice(0, -1) }, text: applySplices(text, step.splices) }
    : null
}
