import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { alerts } = implementer

export const alertsApi = (engine: Engine) => ({
  list: alerts.list.handler(({ input: { state = null, cursor = null, limit } }) => engine.alerts.list({ state, cursor, limit })),
  get: alerts.get.handler(({ input }) => engine.alerts.get(input.ref)),
  acknowledge: alerts.acknowledge.handler(({ input }) => engine.alerts.acknowledge(input.ref)),
  acknowledgeAll: alerts.acknowledgeAll.handler(() => engine.alerts.acknowledgeAll()),
  snooze: alerts.snooze.handler(({ input }) => engine.alerts.snooze(input.ref, input.until)),
  reopen: alerts.reopen.handler(({ input }) => engine.alerts.reopen(input.ref)),
})
