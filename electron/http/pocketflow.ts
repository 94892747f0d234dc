import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { AppError, errorStatus } from '../../shared/errors.ts'
import type { Access, AccessObject } from '../../shared/model/access.ts'
import { programCaller, requireAccess } from '../api/caller.ts'
import { actAs } from '../engine/base/actor.ts'
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
 * The routes and names of PocketFlow's own server, so that its command line, its workers and its web interface work with
 * LocalFlow. Flows that arrive through them keep PocketFlow's meaning.
 */
export const pocketflowPath = '/compat/pocketflow/api'

type Route = { access: Access; answer: (call: Call) => Answer | Promise<Answer> }

const view = (object: AccessObject, answer: Route['answer']): Route => ({ access: { role: 'viewer', object }, answer })
const operate = (object: AccessObject, answer: Route['answer']): Route => ({ access: { role: 'operator', object }, answer })
const edit = (object: AccessObject, answer: Route['answer']): Route => ({ access: { role: 'editor', object }, answer })

export const routes: Record<string, Route> = {
  'POST register': operate('worker', register),
  'POST workers/register': operate('worker', register),
  'POST heartbeat': operate('worker', heartbeat),
  'POST workers/heartbeat': operate('worker', heartbeat),
  'GET list': view('worker', listWorkers),
  'GET workers/list': view('worker', listWorkers),
  'GET allocate': view('worker', allocate),
  'GET workers/allocate': view('worker', allocate),
  'POST flows': edit('flow', createFlow),
  'GET flows': view('flow', listFlows),
  'POST flows/version': edit('flow', createVersion),
  'GET flows/version': view('flow', listVersions),
  'GET flows/version/get': view('flow', getVersion),
  'POST tasks': operate('flow', createTask),
  'GET tasks': view('run', listTasks),
  'GET tasks/get': view('run', getTask),
  'POST tasks/cancel': operate('run', cancelTask),
  'POST tasks/run_once': operate('run', runOnce),
  'GET tasks/runs': view('run', listNodeRuns),
  'GET tasks/logs': view('log', readLog),
  'POST tasks/signal': operate('run', signal),
  'POST queue/poll': operate('worker', poll),
  'POST queue/complete': operate('worker', complete),
  // LocalFlow already knows that the work started, because a worker fetched it.
  'POST queue/update_run': operate('worker', () => ok),
}

const caller = programCaller('pocketflow', 'PocketFlow client')

/** PocketFlow's error bodies are plain text. */
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
    requireAccess(caller, route.access)
    const call = { engine, query: url.searchParams, body: () => bodies.readJson(request) }
    const { status = 200, value } = await actAs(caller.actor, () => route.answer(call))
    if (status === 204) response.writeHead(204).end()
    else sendJson(response, status, value)
  } catch (error) {
    const known = error instanceof z.ZodError ? new AppError('invalid', z.prettifyError(error)) : error
    if (!(known instanceof AppError)) throw error
    // As with every error, the rest of a refused body is not read.
    response.setHeader('Connection', 'close')
    sendJson(response, errorStatus[known.code], { error: known.message })
  }
}
