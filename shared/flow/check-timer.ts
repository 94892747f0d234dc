import { type Problem, warning } from '../problem.ts'
import { goesOffAt } from './begin.ts'
import type { Node } from './definition.ts'
import type { Json } from './reference.ts'

/** A timer without a valid time of its own. A run can provide one, so this does not refuse the flow. */
export function problemsOfTimer(node: Node, path: (string | number)[]): Problem[] {
  const params = (node.params ?? {}) as Record<string, Json>
  if (goesOffAt(params, 0) !== null) return []
  const field = params['until'] === undefined || params['until'] === null ? 'delay_ms' : 'until'
  const wanted =
    field === 'delay_ms'
      ? 'must be a number of milliseconds'
      : 'must be an instant, such as 2026-12-24T18:30:00Z, or a time of day, such as 18:30, in a known time zone'
  return [warning([...path, 'params', field], `${wanted}: the flow would fail there`)]
}
