import { type Path, type Problem, pathText } from '../../../shared/problem.ts'

/** The path of a part, as problems write it. */
export const under = (at: string, path: Path): string => {
  const rest = pathText(path)
  return at === '' || rest === ''
    ? `${at}${rest}`
    : path[0] === undefined || typeof path[0] === 'number'
      ? `${at}${rest}`
      : `${at}.${rest}`
}

/** Whether a problem's path is that place, or lies within it. */
export const isWithin = (path: string, at: string): boolean =>
  at === '' || path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`)

export type Sorted<F extends string> = { byField: Partial<Record<F, Problem[]>>; rest: Problem[] }

/** The problems of a mapping, each at the field that it is about; `rest` are about the whole. Fields are paths with dots. */
export function problemsOfFields<F extends string>(problems: readonly Problem[], at: string, fields: readonly F[]): Sorted<F> {
  const sorted: Sorted<F> = { byField: {}, rest: [] }
  for (const problem of problems) {
    if (!isWithin(problem.path, at)) continue
    const field = fieldOf(problem.path, at, fields)
    if (field === undefined) sorted.rest.push(problem)
    else (sorted.byField[field] ??= []).push(problem)
  }
  return sorted
}

/** The innermost field around the path; of a mapping that is no field, its first one. */
export function fieldOf<F extends string>(path: string, at: string, fields: readonly F[]): F | undefined {
  const placed = fields.map((field) => ({ field, place: under(at, field.split('.')) }))
  const around = placed.filter(({ place }) => isWithin(path, place)).sort((a, b) => b.place.length - a.place.length)
  return (around[0] ?? placed.find(({ place }) => path !== at && isWithin(place, path)))?.field
}
