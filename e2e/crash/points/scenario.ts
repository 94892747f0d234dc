import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { age } from './age.ts'
import { type Client, createClient, type Expectations } from './client.ts'
import type { Plan } from './crash-point.ts'
import { flowSteps } from './flow-steps.ts'
import { maintain } from './maintain.ts'
import { pipelineSteps } from './pipeline-steps.ts'
import { queueSteps } from './queue-steps.ts'
import { createRestartingServer } from './restarting-server.ts'
import { killRunner, taskSteps } from './task-steps.ts'

export type ScenarioResult = { expectations: Expectations; firstStartMs: number; slowestStartMs: number }

/** Requests everything that LocalFlow can do once, stops it, lets its data become old, and starts and stops it again. */
export async function runScenario(data: string, plan: Plan, stop: AbortSignal): Promise<ScenarioResult> {
  const site = await openSite()
  const server = await createRestartingServer(data, plan, stop)
  const client = createClient(server, data, stop)
  try {
    await server.start()
    await Promise.all([
      ...[...taskSteps, ...queueSteps, ...flowSteps, ...pipelineSteps].map((step) => step(client, site.url)),
      maintain(client),
    ])
    await killRunner(client, site.url)
    const outlives = await client.task(client.shell('sleep 0.6'))
    await client.untilRecorded('start', outlives)
    await server.end('SIGTERM')
    const old = age(data)
    for (const id of old.tasks) client.expectations.deleted.add(id)
    for (const id of old.pipelineRuns) client.expectations.pipelines.delete(id)
    await server.start()
    await client.until(outlives)
    await cancelAll(client)
    await maintain(client)
    await server.end('SIGTERM')
    const startMs = server.startMs.map(Math.round)
    return { expectations: client.expectations, firstStartMs: startMs[0] ?? 0, slowestStartMs: Math.max(...startMs) }
  } catch (error) {
    await server.end('SIGKILL').catch(() => {})
    throw error
  } finally {
    site.server.close()
  }
}

/** A lost answer may have left work that no step waits for. */
async function cancelAll({ ask, pause }: Client): Promise<void> {
  for (const status of ['running', 'queued']) await ask('POST', '/runs/bulk', { action: 'cancel', filter: { status } })
  for (;;) {
    const { body } = await ask('GET', '/system')
    if (Number(body['queued']) + Number(body['running']) === 0) return
    await pause()
  }
}

/** Answers the first of every three requests with an error. */
async function openSite(): Promise<{ server: Server; url: string }> {
  let count = 0
  const server = createServer((_, response) => {
    response.writeHead(count++ % 3 === 0 ? 500 : 200).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}
