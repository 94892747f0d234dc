import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { download } from './download.ts'
import { progressLine } from './progress-line.ts'

/** A server of the network's moods. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.zip`
}

function target(): string {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-download-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'file.zip')
}

const impatient = { stallMs: 400, leastBytes: 1_000, windowMs: 800 }
/** Suits a machine that is busy with other things, too. */
const patient = { stallMs: 10_000, leastBytes: 100, windowMs: 300 }
const quiet = (): void => {}

/** Parts, one after the other, until the client has gone. */
const paced =
  (bytes: number, everyMs: number, parts = Number.POSITIVE_INFINITY): RequestListener =>
  (_, response) => {
    let sent = 0
    const timer = setInterval(() => {
      response.write(Buffer.alloc(bytes, 'x'))
      if (++sent >= parts) response.end()
    }, everyMs)
    response.on('close', () => clearInterval(timer))
  }

describe('a download', () => {
  it.each<[string, RequestListener]>([
    ['never answers', () => {}],
    ['stops in the middle', (_, response) => void response.write('some')],
  ])('is given up when the server %s', async (_, answer) => {
    await expect(download(await serve(answer), target(), quiet, impatient)).rejects.toThrow('no data arrived for 0.4 seconds')
  })

  it('is given up when it trickles', async () => {
    await expect(download(await serve(paced(1, 50)), target(), quiet, impatient)).rejects.toThrow('the connection is too slow')
  })

  it('that is slow but steady arrives, and tells how far it is', async () => {
    const seen: number[] = []
    const path = target()
    await download(await serve(paced(500, 50, 30)), path, (received) => seen.push(received), patient)
    expect(readFileSync(path)).toHaveLength(15_000)
    expect(seen.at(-1)).toBe(15_000)
    expect(seen.length).toBeGreaterThan(5)
  })

  it('reports the answer of the network', async () => {
    const missing = await serve((_, response) => void response.writeHead(404).end())
    await expect(download(missing, target(), quiet, impatient)).rejects.toThrow(/^127\.0\.0\.1:\d+ answered with status 404$/)
    const path = target()
    const hungUp = await serve((_, response) => void response.destroy())
    await expect(download(hungUp, path, quiet, impatient)).rejects.toThrow('other side closed')
    expect(existsSync(path)).toBe(false)
  })
})

describe('the line that shows a download', () => {
  const shown = (isTTY: boolean, total: number | null): string => {
    let text = ''
    const progress = progressLine('Fetching', { isTTY, write: (part) => (text += part) })
    for (let part = 1; part <= 1_000; part++) progress(part * 100_000, total)
    return text
  }

  it('is one on a terminal, and few elsewhere', () => {
    expect(shown(true, 100_000_000).split('\n')).toHaveLength(2)
    expect(shown(true, 100_000_000)).toContain('\r\u001b[KFetching: 100 % of 100 MB, ')
    expect(shown(false, 100_000_000)).toBe(
      'Fetching: 25 % of 100 MB\nFetching: 50 % of 100 MB\nFetching: 75 % of 100 MB\nFetching: 100 % of 100 MB\n',
    )
    expect(shown(false, null)).toBe('Fetching: 25 MB\nFetching: 50 MB\nFetching: 75 MB\nFetching: 100 MB\n')
  })
})
