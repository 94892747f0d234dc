import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

export const maintenanceApi = ({ maintenance }: Engine) => ({
  list: implementer.maintenance.list.handler(() => maintenance.list()),
  run: implementer.maintenance.run.handler(({ input: { id } }) => {
    void maintenance.run(id)
    return maintenance.get(id)
  }),
})
