import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Engine } from '../engine/engine.ts'

/** A run's log as it was written, byte for byte. */
export async function sendRawLog(engine: Engine, ref: string, response: ServerResponse): Promise<void> {
  const run = engine.runs.find(ref)
  const path = engine.logs.rawPath(run.id, null)
  const size =
    path === null
      ? null
      : await stat(path).then(
          ({ size }) => size,
          () => null,
        )
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="run-${run.number}.log"`,
    'Content-Length': size ?? 0,
  })
  if (path === null || size === null || size === 0) return void response.end()
  // Only the bytes that Content-Length announced: the log may still grow.
  await pipeline(createReadStream(path, { end: size - 1 }), response)
}
