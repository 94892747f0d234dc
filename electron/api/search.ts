import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { search } = implementer

export const searchApi = (engine: Engine) => ({
  definitions: search.definitions.handler(({ input: { q, ...query } }) =>
    engine.search.definitions({ ...query, text: q.trim() }),
  ),
  logs: search.logs.handler(({ input, signal }) => engine.search.logs({ ...input, before: input.before ?? null }, signal)),
})
