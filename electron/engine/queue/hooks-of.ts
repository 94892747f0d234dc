import type { Core, OwnHooks } from './run-kind.ts'

/** The hooks of a run. Call inside a write. */
export function hooksOf({ store, kinds, ...core }: Core, number: number): OwnHooks {
  const run = store.runs.byNumber(number)
  return run ? kinds[store.runs.kind(number)].hooks({ store, kinds, ...core }, run) : { hooks: [], base: null }
}

/** A run of a flow or pipeline has started. Call inside the write. */
export function startFirstHooks(core: Core, number: number, now: number): void {
  const own = hooksOf(core, number)
  if (own.hooks.length > 0) core.startHooks(core, number, { at: 'start' }, own, now)
}
