import type { Server } from 'node:http'
import type { Socket } from 'node:net'

export type Connections = { prove(socket: Socket): void }

/**
 * Limits the connections of a server. If too many have not presented a token, the oldest of them is closed: a program
 * without a token can neither fill the memory nor keep out clients with one.
 */
export function boundConnections(server: Server, most: { connections: number; strangers: number }): Connections {
  // In the order of their arrival.
  const strangers = new Set<Socket>()
  server.maxConnections = most.connections
  server.on('connection', (socket: Socket) => {
    strangers.add(socket)
    socket.once('close', () => strangers.delete(socket))
    const [oldest] = strangers
    if (strangers.size > most.strangers) oldest?.destroy()
  })
  return { prove: (socket) => void strangers.delete(socket) }
}
