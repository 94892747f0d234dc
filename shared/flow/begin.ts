import { dateOf, dayMs, instantOf, isZone, wallOf } from '../schedule/local-time.ts'
import type { Definition, Node } from './definition.ts'
import type { Begin } from './events.ts'
import type { Json } from './reference.ts'
import { type FlowState, nodeOf, paramsOf, visitsOf } from './state.ts'

/** The step with which a node is entered next. Mistakes in a node that prevent its start are found when it is checked. */
export function beginOf(definition: Definition, state: FlowState, key: string): Begin {
  const node = nodeOf(definition, key)
  const begin: Begin = { step: `${key}#${visitsOf(state, key) + 1}`, node: key }
  const dueAt = dueOf(state, node)
  return dueAt === null ? begin : { ...begin, dueAt }
}

/** When a timer fires, or a wait times out; null: never. */
function dueOf(state: FlowState, node: Node): number | null {
  const params = paramsOf(state, node)
  if (node.kind === 'timer') return goesOffAt(params, state.at)
  if (node.kind !== 'wait_event' && node.kind !== 'approval') return null
  const timeout = node.timeout_ms ?? params['timeout_ms']
  return typeof timeout === 'number' && timeout > 0 ? state.at + timeout : null
}

/**
 * `delay_ms` counts from now; `until` is an instant, a date with a time of day, or the next such time of day, in `tz`. A
 * time that the clocks of the zone skip means the instant of the change. Null: neither is valid.
 */
export function goesOffAt(params: Record<string, Json>, now: number): number | null {
  const { delay_ms: delay, until, tz } = params
  if (until === undefined || until === null) {
    const ms = delay === undefined || delay === null ? 0 : Number(delay)
    return typeof delay === 'object' || !Number.isFinite(ms) ? null : now + Math.max(0, Math.round(ms))
  }
  if (typeof until === 'number') return until
  if (typeof until !== 'string') return null
  if (/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(until)) return numberOrNull(Date.parse(until))
  const zone = typeof tz === 'string' ? tz : 'UTC'
  if (!isZone(zone)) return null
  const wall = /^(?:(\d{4}-\d{2}-\d{2})[T ])?(\d{2}:\d{2}(?::\d{2})?)$/.exec(until)
  if (!wall?.[2]) return null
  if (wall[1]) return instantOrNull(`${wall[1]}T${wall[2]}`, zone)
  const today = wallOf(now, zone)
  const first = instantOrNull(`${dateOf(today)}T${wall[2]}`, zone)
  return first === null || first >= now ? first : instantOrNull(`${dateOf(today + dayMs)}T${wall[2]}`, zone)
}

function instantOrNull(wall: string, zone: string): number | null {
  const at = Date.parse(`${wall}Z`)
  return Number.isFinite(at) ? instantOf(at, zone) : null
}

const numberOrNull = (at: number): number | null => (Number.isFinite(at) ? at : null)
