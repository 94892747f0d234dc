import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { execute } from './execute.ts'
import type { WorkerOptions } from './options.ts'

const mostBytes = 2 * 1024 * 1024

export async function listen(
  { services, stop, log }: WorkerOptions,
  load: { running: number },
): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const send = (status: number, value: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const service = decodeURIComponent(/^\/exec\/([^/?]+)$/.exec(request.url ?? '')?.[1] ?? '')
    const command = services.get(service)
    if (request.method !== 'POST' || command === undefined)
      return send(404, { result: null, error: `This worker has no service "${service}".` })
    if (request.headers.origin !== undefined) return send(403, { result: null, error: 'Web pages may not call this worker.' })
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (part: Buffer) => {
      size += part.length
      if (size <= mostBytes) parts.push(part)
    })
    request.on('end', () => {
      if (size > mostBytes) return send(413, { result: null, error: 'The request is larger than 2 MB.' })
      let given: unknown
      try {
        given = JSON.parse(Buffer.concat(parts).toString('utf8'))
      } catch {
        return send(400, { result: null, error: 'The request is not JSON.' })
      }
      load.running++
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      void execute(command, given, AbortSignal.any([stop, gone.signal])).then((done) => {
        load.running--
        log(`${service}: ${done.error ?? 'done'}`)
        send(200, done)
      })
    })
  })
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(0, '127.0.0.1', () => listening()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close(): void {
      server.closeAllConnections()
      server.close()
    },
  }
}
