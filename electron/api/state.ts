import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'
import type { Caller } from './caller.ts'

const { state } = implementer

const userOf = ({ run }: Caller) => (run ? { run: run.number, definition: run.definition?.id ?? null } : null)

export const stateApi = (engine: Engine) => ({
  list: state.list.handler(({ input, context }) => ({ items: engine.state.list(input, userOf(context)) })),
  get: state.get.handler(({ input: { key, ...owner }, context }) => engine.state.get(owner, userOf(context), key)),
  history: state.history.handler(({ input: { key, ...owner }, context }) => ({
    items: engine.state.history(owner, userOf(context), key),
  })),
  set: state.set.handler(({ input: { key, value, job, global, ...expected }, context }) =>
    engine.state.set({ job, global }, userOf(context), key, value, expected),
  ),
  remove: state.remove.handler(({ input: { key, job, global, ...expected }, context }) =>
    engine.state.remove({ job, global }, userOf(context), key, expected),
  ),
})
