import { AppError } from '../errors.ts'
import type { FilterProblem, Term } from './filter.ts'
import type { FilterList } from './keys.ts'
import { readFilter } from './read-filter.ts'

/** The conditions of a filter. Throws invalid with the place of each problem. */
export function requireFilter(list: FilterList, text: string): readonly Term[] {
  const { terms, problems } = readFilter(list, text)
  if (problems.length > 0) throw filterError(problems)
  return terms
}

/** The problems of a filter as one error; there is at least one. */
export const filterError = (problems: readonly FilterProblem[]): AppError =>
  new AppError(
    'invalid',
    `Could not read the filter. ${problems[0]?.message ?? ''}`,
    problems.map(({ from, to, message }) => ({ path: 'q', message, place: { from, to } })),
  )
