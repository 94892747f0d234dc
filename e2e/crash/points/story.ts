import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { age } from './age.ts'
import { chapters, runnerKilled } from './chapters.ts'
import { flowChapters } from './flow-chapters.ts'
import { maintain } from './maintain.ts'
import type { Orders } from './passage.ts'
import { pipelineChapters } from './pipeline-chapters.ts'
import { queueChapters } from './queue-chapters.ts'
import { createTeller, type Teller, type Told } from './teller.ts'
import { createVictim } from './victim.ts'

export type Ending = { told: Told; firstStartMs: number; slowestStartMs: number }

/** Everything that can be asked of LocalFlow, once; then an end in order, a day that passes, and another end. */
export async function tell(data: string, orders: Orders, stop: AbortSignal): Promise<Ending> {
  const site = await openSite()
  const victim = await createVictim(data, orders, stop)
  const teller = createTeller(victim, data, stop)
  try {
    await victim.start()
    await Promise.all([
      ...[...chapters, ...queueChapters, ...flowChapters, ...pipelineChapters].map((chapter) => chapter(teller, site.url)),
      maintain(teller),
    ])
    await runnerKilled(teller, site.url)
    const outlives = await teller.task(teller.shell('sleep 0.6'))
    await teller.untilSaid('start', outlives)
    await victim.end('SIGTERM')
    const old = age(data)
    for (const id of old.tasks) teller.told.deleted.add(id)
    for (const id of old.pipelineRuns) teller.told.pipelines.delete(id)
    await victim.start()
    await teller.until(outlives)
    await endAll(teller)
    await maintain(teller)
    await victim.end('SIGTERM')
    const starts = victim.starts.map(Math.round)
    return { told: teller.told, firstStartMs: starts[0] ?? 0, slowestStartMs: Math.max(...starts) }
  } catch (error) {
    await victim.end('SIGKILL').catch(() => {})
    throw error
  } finally {
    site.server.close()
  }
}

/** What answers were lost of may still be at work: nobody waits for it. */
async function endAll({ ask, pause }: Teller): Promise<void> {
  for (const status of ['running', 'queued']) await ask('POST', '/runs/bulk', { action: 'cancel', filter: { status } })
  for (;;) {
    const { body } = await ask('GET', '/system')
    if (Number(body['queued']) + Number(body['running']) === 0) return
    await pause()
  }
}

/** The first answer of every three is an error. */
async function openSite(): Promise<{ server: Server; url: string }> {
  let count = 0
  const server = createServer((_, response) => {
    response.writeHead(count++ % 3 === 0 ? 500 : 200).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}
