import { createServer } from 'node:net'

/** Below the ports that the system hands out, so that no connection takes the port of a server between two of its starts. */
const first = 12_000
/** Programs that run at once take theirs from ranges of their own. */
const rangeSize = 2_000
const ranges = 10
const range = Number(process.env['TEST_PARALLEL_INDEX'] ?? ranges - 1) % ranges

/** A port of this computer that nothing listens on now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + range * rangeSize + Math.floor(Math.random() * rangeSize)
    if (await isFree(port)) return port
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
