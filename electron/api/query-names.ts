import type { AnyContractProcedure } from '@orpc/contract'
import { AppError } from '../../shared/errors.ts'
import { nearest } from '../../shared/nearest.ts'

/** A name in an address that is longer is cut in the answer. */
const mostNameChars = 100

/** The parameters that a procedure takes in the query of its address: the fields of its input that are not in its path. */
export function queryNames(procedure: AnyContractProcedure): string[] {
  const { inputSchema, route } = procedure['~orpc']
  const shape = inputSchema && 'shape' in inputSchema ? (inputSchema.shape as object) : {}
  return Object.keys(shape).filter((name) => !route.path?.includes(`{${name}}`))
}

/** Throws `invalid` for a query with a parameter that is not one of `known`: a misspelled one would change nothing, silently. */
export function checkQueryNames(query: URLSearchParams, known: readonly string[]): void {
  for (const given of query.keys()) {
    // `status[0]` and `status[]` are items of `status`.
    const [name = ''] = given.split('[')
    if (!known.includes(name)) throw new AppError('invalid', unknownText(name.slice(0, mostNameChars), known))
  }
}

function unknownText(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  if (meant !== null) return `Unknown parameter "${name}". Did you mean "${meant}"?`
  const rest = known.length === 0 ? 'This address takes no parameters.' : `Parameters are ${known.join(', ')}.`
  return `Unknown parameter "${name}". ${rest}`
}
