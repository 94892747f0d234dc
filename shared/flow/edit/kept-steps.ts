import type { Splice } from './gesture.ts'

/** As the editor notes a change. */
type Step = { splices: Splice[]; label: string; topic: string; at: number }
type Steps = { done: Step[]; undone: Step[] }

/** The largest text of steps that is kept; older steps are left out. */
const mostChars = 1_000_000

/** Steps mean something for one text only, which they are kept with. */
export function keptSteps(text: string, { done, undone }: Steps): string {
  let [first, left] = [done, undone]
  for (;;) {
    const kept = JSON.stringify({ of: hashOf(text), done: first, undone: left })
    if (kept.length <= mostChars || (first.length === 0 && left.length === 0)) return kept
    if (left.length > 0) left = []
    else first = first.slice(Math.ceil(first.length / 2))
  }
}

/** Null: they are those of another text, or cannot be read. */
export function readSteps(text: string, kept: string | null): Steps | null {
  try {
    const { of, done, undone } = JSON.parse(kept ?? 'null') as { of: string } & Steps
    const isFit = of === hashOf(text) && [...done, ...undone].every(isStep)
    return isFit ? { done, undone } : null
  } catch {
    return null
  }
}

const isStep = (step: Step): boolean =>
  typeof step.label === 'string' &&
  step.splices.every(
    ({ at, removed, inserted }) => Number.isInteger(at) && typeof removed === 'string' && typeof inserted === 'string',
  )

/** Tells texts apart; nobody has a reason to make two that are alike. */
function hashOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1000193]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995) + index
  }
  return `${text.length} ${(a >>> 0).toString(36)} ${(b >>> 0).toString(36)}`
}
