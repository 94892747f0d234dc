import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { AppError, errorStatus } from '../../shared/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { sendJson } from './answers.ts'
import type { Bodies } from './bodies.ts'
import { type Answer, type Call, ok } from './pocketflow/call.ts'
import { createFlow, createVersion, getVersion, listFlows, listVersions } from './pocketflow/flows.ts'
import { readLog } from './pocketflow/logs.ts'
import { listNodeRuns } from './pocketflow/node-runs.ts'
import { cancelTask, createTask, getTask, listTasks, runOnce, signal } from './pocketflow/tasks.ts'
import { allocate, complete, heartbeat, listWorkers, poll, register } from './pocketflow/workers.ts'

/**
 * The routes and names of PocketFlow's own server, so that its command line, its workers and its web interface find here what
 * they know. Flows that come in by them mean what they mean there.
 */
export const pocketflowPath = '/compat/pocketflow/api'

const routes: Record<string, (call: Call) => Answer | Promise<Answer>> = {
  'POST register': register,
  'POST workers/register': register,
  'POST heartbeat': heartbeat,
  'POST workers/heartbeat': heartbeat,
  'GET list': listWorkers,
  'GET workers/list': listWorkers,
  'GET allocate': allocate,
  'GET workers/allocate': allocate,
  'POST flows': createFlow,
  'GET flows': listFlows,
  'POST flows/version': createVersion,
  'GET flows/version': listVersions,
  'GET flows/version/get': getVersion,
  'POST tasks': createTask,
  'GET tasks': listTasks,
  'GET tasks/get': getTask,
  'POST tasks/cancel': cancelTask,
  'POST tasks/run_once': runOnce,
  'GET tasks/runs': listNodeRuns,
  'GET tasks/logs': readLog,
  'POST tasks/signal': signal,
  'POST queue/poll': poll,
  'POST queue/complete': complete,
  // LocalFlow knows that work has begun since a worker asked for it.
  'POST queue/update_run': () => ok,
}

/** Its error bodies are one text. */
export async function answerPocketflow(
  engine: Engine,
  path: string,
  bodies: Bodies,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const route = routes[`${request.method} ${path.replace(/^\/|\/$/g, '')}`]
  try {
    if (!route) throw new AppError('not-found', `There is no ${request.method} ${path}.`)
    const { status = 200, value } = await route({ engine, query: url.searchParams, body: () => bodies.readJson(request) })
    if (status === 204) response.writeHead(204).end()
    else sendJson(response, status, value)
  } catch (error) {
    const known = error instanceof z.ZodError ? new AppError('invalid', z.prettifyError(error)) : error
    if (!(known instanceof AppError)) throw error
    // As with every error: the rest of a body that was refused is not read.
    response.setHeader('Connection', 'close')
    sendJson(response, errorStatus[known.code], { error: known.message })
  }
}
