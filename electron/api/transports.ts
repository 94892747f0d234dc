import type { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import type { WebSocket } from 'ws'
import type { Engine } from '../engine/engine.ts'
import { type Caller, localCaller } from './caller.ts'
import { errorInterceptors, noteCalls } from './interceptors.ts'
import { createRouter } from './router.ts'

type Port = Parameters<PortHandler<Caller>['upgrade']>[0]
/** The part of a WebSocket that the handler uses; a message port can provide it, too. */
type Wire = { addEventListener: unknown; send: (data: never) => unknown }

/** The transports of the typed protocol: a message port for the desktop's window, a WebSocket for browsers and `lf`. */
export function createTransports(engine: Engine) {
  const router = createRouter(engine)
  const handler = new SocketHandler(router, noteCalls(engine.log, errorInterceptors(engine.log)) as object)
  const serve = (wire: Wire, caller: Caller): void => void handler.upgrade(wire as unknown as WebSocket, { context: caller })

  return {
    router,
    /** Goes through the WebSocket's handler, because the port's own handler lets an unreadable message end the process. */
    servePort(port: Port): void {
      const listen = 'addEventListener' in port ? port.addEventListener : 'on' in port ? port.on : null
      serve({ addEventListener: listen?.bind(port), send: (data: unknown) => port.postMessage(data) }, localCaller('hand'))
    },
    serveSocket(socket: WebSocket, caller: Caller): void {
      // Without a listener, a message too large would end the whole process.
      socket.on('error', (error) => engine.log.warn('WebSocket connection failed', { error }))
      // Sending ends when the bytes have left: a slow reader slows its own streams, and nothing queues up here.
      const send = (data: Parameters<WebSocket['send']>[0]) => new Promise<void>((resolve) => socket.send(data, () => resolve()))
      serve({ addEventListener: socket.addEventListener.bind(socket), send }, caller)
    },
  }
}
