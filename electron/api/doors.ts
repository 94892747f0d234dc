import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import type { WebSocket } from 'ws'
import type { Trigger } from '../../shared/model/run.ts'
import type { Engine } from '../engine/engine.ts'
import { errorInterceptors } from './interceptors.ts'
import { createRouter } from './router.ts'

type Port = Parameters<PortHandler<{ trigger: Trigger }>['upgrade']>[0]

/** The doors that speak the typed protocol: a message port for the desktop's window, a WebSocket for browsers and `lf`. */
export function createDoors(engine: Engine) {
  const router = createRouter(engine)
  const options = errorInterceptors(engine.log) as object
  const ports = new PortHandler(router, options)
  const sockets = new SocketHandler(router, options)

  return {
    router,
    servePort: (port: Port): void => ports.upgrade(port, { context: { trigger: 'hand' } }),
    serveSocket(socket: WebSocket, trigger: Trigger): void {
      // Sending ends when the bytes have left: a slow reader slows its own streams, and nothing piles up here.
      const send = (data: Parameters<WebSocket['send']>[0]) => new Promise<void>((resolve) => socket.send(data, () => resolve()))
      const paced = { addEventListener: socket.addEventListener.bind(socket), send }
      void sockets.upgrade(paced as unknown as WebSocket, { context: { trigger } })
    },
  }
}
