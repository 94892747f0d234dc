import type { Json } from '../../../shared/model/json.ts'
import type { Params } from '../../../shared/model/params.ts'
import { stateKeyIn } from '../../../shared/model/state.ts'
import type { Store } from '../store/store.ts'

/** The values of a run, and the keys that have no value by their parameters. */
export type WithState = { params: Params; unset: Record<string, string> }

/**
 * A parameter `$state.KEY` stands for the value of that key: the own one of the job, else the global one. One that is not set is
 * left out, as if nobody had given the parameter. Only for values that a person wrote: data from elsewhere must not read state.
 */
export function withState(store: Store, owner: string, params: Params): WithState {
  const unset: Record<string, string> = {}
  if (!Object.values(params).some((value) => stateKeyIn(value) !== null)) return { params, unset }
  const known = Object.entries(params).flatMap(([name, value]): [string, Json][] => {
    const key = stateKeyIn(value)
    if (key === null) return [[name, value]]
    const found = store.state.value(owner, key) ?? store.state.value('', key)
    if (found !== null) return [[name, found]]
    unset[name] = key
    return []
  })
  return { params: Object.fromEntries(known), unset }
}
