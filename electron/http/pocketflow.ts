import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { AppError, errorStatus } from '../../shared/errors.ts'
import { JsonValue } from '../../shared/model/json.ts'
import { Params } from '../../shared/model/params.ts'
import type { Run, RunDetail } from '../../shared/model/run.ts'
import { Completion, Heartbeat, Poll, Registration } from '../../shared/model/worker.ts'
import type { Engine } from '../engine/engine.ts'
import { sendJson } from './answers.ts'
import type { Bodies } from './bodies.ts'
import { parseJson } from './json-text.ts'

/**
 * The routes and names of PocketFlow's own server, so that its command line and its workers find here what they know. Flows that
 * come in by them mean what they mean there.
 */
export const pocketflowPath = '/compat/pocketflow/api'

type Call = { engine: Engine; query: URLSearchParams; body: () => Promise<unknown> }
type Answer = { status?: number; value?: unknown }

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

const ok: Answer = { value: { ok: '1' } }

/** Its programs write names in either way: `FlowID`, `flow_id`. */
const anyCase = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(typeof value === 'object' && value !== null ? value : {}).map(([name, part]) => [
      name.toLowerCase().replaceAll('_', ''),
      part,
    ]),
  )

const text = z.string().max(8 * 1024 * 1024)

async function register({ engine, body }: Call): Promise<Answer> {
  const { id, url, services, type, load } = anyCase(await body())
  const known = type === 'async' || type === 'http' ? type : 'http'
  await engine.workers.register(Registration.parse({ id, url, services, type: known, load: load ?? 0 }))
  return ok
}

async function heartbeat({ engine, body }: Call): Promise<Answer> {
  const { id, url, load } = anyCase(await body())
  await engine.workers.heartbeat(Heartbeat.parse({ id, url, load: load ?? 0 }))
  return ok
}

const listWorkers = ({ engine, query }: Call): Answer => ({ value: engine.workers.list(query.get('service') ?? undefined) })
const allocate = ({ engine, query }: Call): Answer => ({ value: engine.workers.allocate(query.get('service') ?? '') })

/** A page by its number, as it asks for them. */
function pageOf(query: URLSearchParams): { page: number; size: number } {
  const whole = (name: string, other: number): number => {
    const value = Number(query.get(name))
    return Number.isInteger(value) && value > 0 ? Math.min(value, 500) : other
  }
  return { page: whole('page', 1), size: whole('page_size', 10) }
}

async function createFlow({ engine, body }: Call): Promise<Answer> {
  const { name, description } = anyCase(await body())
  const wanted = text.trim().min(1).max(120).parse(name)
  const known = engine.flows.find(wanted)
  // It makes a flow anew each time that a file is started: here the same name is the same flow.
  const flow =
    known ??
    (await engine.flows.create(wanted, typeof description === 'string' ? `description: ${JSON.stringify(description)}\n` : ''))
  return { value: { id: flow.id } }
}

function listFlows({ engine, query }: Call): Answer {
  const { page, size } = pageOf(query)
  const all = engine.flows.list({ q: null, cursor: null, limit: page * size })
  const data = all.items.slice((page - 1) * size).map(({ id, name, description, createdAt }) => ({
    id,
    name,
    description,
    created_at: seconds(createdAt),
  }))
  return { value: { data, total: all.total, page, size } }
}

async function createVersion({ engine, body }: Call): Promise<Answer> {
  const { flowid, definitionjson, definitionyaml } = anyCase(await body())
  const source = text.parse(definitionyaml || definitionjson)
  const flow = await engine.flows.get(text.parse(flowid))
  await engine.flows.update(flow.id, { source: withDialect(source) })
  const { version } = await engine.flows.publish(flow.id, '')
  return { value: { id: versionId(flow.id, version.version) } }
}

/** What its files mean where ours would mean something else is said in the definition itself. */
function withDialect(source: string): string {
  if (/^\s*["']?dialect["']?\s*:/m.test(source)) return source
  return /^\s*\{/.test(source) ? source.replace('{', '{"dialect": "pocketflow", ') : `dialect: pocketflow\n${source}`
}

const versionId = (flow: string, version: number): string => `${flow}:${version}`

function versionShown(engine: Engine, flowId: string, version: number) {
  const found = engine.flows.version(flowId, version)
  return {
    id: versionId(flowId, version),
    flow_id: flowId,
    version,
    definition_json: JSON.stringify(found.definition),
    status: 'published',
  }
}

async function listVersions({ engine, query }: Call): Promise<Answer> {
  const flow = await engine.flows.get(query.get('flow_id') ?? '')
  return { value: flow.versions.map(({ version }) => versionShown(engine, flow.id, version)) }
}

function getVersion({ engine, query }: Call): Answer {
  const [flow = '', version = ''] = (query.get('id') ?? '').split(':')
  return { value: versionShown(engine, flow, Number(version)) }
}

async function createTask({ engine, body }: Call): Promise<Answer> {
  const { flowid, flowversionid, version, paramsjson } = anyCase(await body())
  const [ofVersion = '', number] = typeof flowversionid === 'string' ? flowversionid.split(':') : []
  const wanted = Number(version) || Number(number) || null
  const params = Params.parse(typeof paramsjson === 'string' && paramsjson !== '' ? parseJson(paramsjson, 'ParamsJSON') : {})
  const run = await engine.flowRuns.start(text.parse(flowid || ofVersion), wanted, params, 'api')
  return { value: { id: run.id } }
}

const statuses: Record<Run['status'], string> = {
  queued: 'pending',
  running: 'running',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'canceled',
  skipped: 'canceled',
}
const seconds = (ms: number | null): number => (ms === null ? 0 : Math.floor(ms / 1_000))

function taskShown(engine: Engine, run: Run) {
  const detail: RunDetail = engine.runs.detail(run.id)
  const current = detail.nodes.find(({ endedAt }) => endedAt === null)?.key ?? ''
  const shared = JSON.stringify(detail.shared)
  const flow = detail.flow === null ? null : engine.flows.find(detail.flow)
  return {
    id: run.id,
    flow_version_id: flow && detail.version !== null ? versionId(flow.id, detail.version) : '',
    flow_id: flow?.id ?? '',
    flow_name: detail.flow ?? '',
    flow_version: detail.version ?? 0,
    status: statuses[run.status],
    params_json: JSON.stringify(detail.params),
    shared_json: shared,
    current_node_key: current,
    last_action: '',
    step_count: detail.nodes.reduce((sum, { visits }) => sum + visits, 0),
    created_at: seconds(run.createdAt),
    updated_at: seconds(run.endedAt ?? run.startedAt ?? run.createdAt),
    // As its command line reads them.
    CurrentNodeKey: current,
    SharedJSON: shared,
  }
}

async function listTasks({ engine, query }: Call): Promise<Answer> {
  const { page, size } = pageOf(query)
  const status = (Object.keys(statuses) as Run['status'][]).find((key) => statuses[key] === query.get('status')) ?? null
  const { items } = await engine.runs.list({ status, job: null, q: null, cursor: null, limit: page * size })
  const runs = items.filter(({ id }) => engine.flowRuns.isRun(id))
  return { value: { data: runs.slice((page - 1) * size).map((run) => taskShown(engine, run)), total: runs.length, page, size } }
}

const getTask = ({ engine, query }: Call): Answer => ({ value: taskShown(engine, engine.runs.find(query.get('id') ?? '')) })

async function cancelTask({ engine, query }: Call): Promise<Answer> {
  await engine.runs.cancel(query.get('id') ?? '')
  return ok
}

/** Here runs go on by themselves: there is nothing to be done for that. */
function runOnce({ engine, query }: Call): Answer {
  engine.runs.find(query.get('id') ?? '')
  return ok
}

function listNodeRuns({ engine, query }: Call): Answer {
  const run = engine.runs.detail(query.get('task_id') ?? '')
  const rows = run.nodes.flatMap((node) =>
    (node.tries.length > 0 ? node.tries : [null]).map((attempt) => ({
      id: attempt?.id ?? `${run.id}:${node.key}`,
      task_id: run.id,
      node_key: node.key,
      attempt_no: attempt?.number ?? 1,
      status: nodeStatus(attempt?.status ?? node.status),
      error_text: attempt?.error ?? node.error ?? '',
      started_at: seconds(attempt?.startedAt ?? node.startedAt),
      finished_at: seconds(attempt?.endedAt ?? node.endedAt),
    })),
  )
  return { value: rows }
}

const nodeStatus = (status: Run['status']): string => (status === 'succeeded' ? 'ok' : status === 'failed' ? 'error' : status)

async function signal({ engine, body }: Call): Promise<Answer> {
  const { taskid, key, value } = anyCase(await body())
  await engine.flowRuns.signal(text.parse(taskid), text.min(1).max(200).parse(key), JsonValue.parse(value ?? null), null, 'api')
  return ok
}

async function poll({ engine, body }: Call): Promise<Answer> {
  const { worker_id, services } = Poll.parse(await body())
  const task = await engine.workers.poll(worker_id, services)
  return task ? { value: task } : { status: 204 }
}

async function complete({ engine, body }: Call): Promise<Answer> {
  await engine.workers.complete(Completion.parse(await body()))
  return ok
}

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
  'POST tasks/signal': signal,
  'POST queue/poll': poll,
  'POST queue/complete': complete,
  // That work has begun is known here since it was asked for.
  'POST queue/update_run': () => ok,
}
