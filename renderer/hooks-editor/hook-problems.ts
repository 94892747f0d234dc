import type { Problem } from '../../shared/problem.ts'
import type { HookProblem } from './hook-text.ts'

/** What is wrong with the hook at a place of a text, by its fields. */
export const hookProblems = (problems: readonly Problem[], place: string): HookProblem[] =>
  problems.flatMap(({ path, message, severity }) => {
    const rest = path.slice(place.length)
    if (!path.startsWith(place) || (rest !== '' && !/^[.[]/.test(rest))) return []
    return [{ field: /^\.(\w+)/.exec(rest)?.[1] ?? '', message, isWarning: severity === 'warning' }]
  })
