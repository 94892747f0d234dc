import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { secrets } = implementer

export const secretsApi = (engine: Engine) => ({
  list: secrets.list.handler(() => ({ items: engine.secrets.list() })),
  set: secrets.set.handler(({ input: { name, value } }) => engine.secrets.set(name, value)),
  remove: secrets.remove.handler(async ({ input: { name } }) => {
    await engine.secrets.remove(name)
    return { name }
  }),
})
