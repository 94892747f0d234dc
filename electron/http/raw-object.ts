import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Engine } from '../engine/engine.ts'

/** The bytes of an artifact, after all of them were read and verified. They are never shown as a page of ours. */
export async function sendRawObject(engine: Engine, ref: string, response: ServerResponse): Promise<void> {
  const hash = engine.objects.find(ref)
  const path = await engine.objects.verified(hash)
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${hash}"`,
    'Content-Length': engine.objects.size(hash),
    ETag: `"${hash}"`,
  })
  await pipeline(createReadStream(path), response)
}
