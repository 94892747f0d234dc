import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { operations } = implementer

export const operationsApi = (engine: Engine) => ({
  list: operations.list.handler(({ input: { state, limit } }) => ({ items: engine.operations.list(state ?? null, limit) })),
  get: operations.get.handler(({ input: { id } }) => engine.operations.get(id)),
  start: operations.start.handler(({ input, context }) => engine.operations.start(input, context.trigger)),
  cancel: operations.cancel.handler(({ input: { id } }) => engine.operations.cancel(id)),
})
