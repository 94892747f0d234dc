import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { state } = implementer

export const stateApi = (engine: Engine) => ({
  list: state.list.handler(({ input }) => ({ items: engine.state.list(input, null) })),
  get: state.get.handler(({ input: { key, ...owner } }) => engine.state.get(owner, null, key)),
  history: state.history.handler(({ input: { key, ...owner } }) => ({ items: engine.state.history(owner, null, key) })),
  set: state.set.handler(({ input: { key, value, job, global, ...expected } }) =>
    engine.state.set({ job, global }, null, key, value, expected),
  ),
  remove: state.remove.handler(({ input: { key, job, global, ...expected } }) =>
    engine.state.remove({ job, global }, null, key, expected),
  ),
})
