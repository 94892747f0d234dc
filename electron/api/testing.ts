import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { type Client, contract } from '../../shared/contract/contract.ts'
import type { Trigger } from '../../shared/model/run.ts'
import type { TestServer } from '../http/testing.ts'

/** The entry points, each with a client of the same contract. */
export const transports: { name: string; trigger: Trigger; open: (server: TestServer) => Promise<Client> }[] = [
  { name: 'a message port', trigger: 'hand', open: overPort },
  { name: 'a WebSocket', trigger: 'api', open: overSocket },
  { name: 'REST', trigger: 'api', open: overRest },
]

async function overPort({ transports }: TestServer): Promise<Client> {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port2.close())
  transports.servePort(port1)
  port1.start()
  port2.start()
  return createORPCClient(new PortLink({ port: port2 }))
}

async function overSocket({ host, token }: TestServer): Promise<Client> {
  const socket = new WebSocket(`ws://${host}/rpc`, ['localflow', `token.${token}`])
  onTestFinished(() => socket.terminate())
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }))
}

async function overRest({ url, token }: TestServer): Promise<Client> {
  const link = new OpenAPILink(contract, {
    url: `${url}/api`,
    headers: { Authorization: `Bearer ${token}` },
    customErrorResponseBodyDecoder: (body, { status }) => {
      const { code, message, ...data } = (body as { error: { code: string; message: string } }).error
      return new ORPCError(code, { status, message, data })
    },
  })
  return createORPCClient(link) as ContractRouterClient<typeof contract>
}
