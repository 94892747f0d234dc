import type { UnitOf } from '../../../shared/flow/events.ts'

/** The name of a task within its flow's run: `A#2` is the second time at node A, `F#1/17` its item 17. */
export const unitKey = (step: string, item: number | null): string => (item === null ? step : `${step}/${item}`)

export function unitOf(nodeKey: string): UnitOf {
  const at = nodeKey.lastIndexOf('/')
  return at < 0 ? { step: nodeKey } : { step: nodeKey.slice(0, at), item: Number(nodeKey.slice(at + 1)) }
}
